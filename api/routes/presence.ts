import { z } from 'zod';
import { kindOfNumber } from '../../domain/values/complaint-number';
import type { Actor } from '../../domain/file/envelope';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { Problem } from '../problem';
import { readsFile } from '../stream/person-stream';

const TAG = 'Tasks';
/** Said again every ten seconds or so. */
const THERE_MS = 30_000;

const pathSchema = z.object({
  no: z.string().max(40).meta({ description: 'Number of a complaint, an incident or a corrective action.' }),
});

const presentSchema = z
  .object({ items: z.array(z.object({ id: z.string(), name: z.string(), typing: z.boolean() })) })
  .meta({ id: 'Present' });

/** I have a file open. */
export const notePresence = defineOperation({
  id: 'notePresence',
  method: 'put',
  path: '/presence/{no}',
  tag: TAG,
  title: both('我正在看此案', 'I have this file open'),
  help: both(
    '30 秒内有效，请每十秒左右重复。回答此刻还有谁在看、谁在填写；其他人通过 `GET /stream` 的 `presence` 得知。',
    'Good for 30 seconds; say it again every ten or so. Answers who else is there and who is typing. Others hear of it by `presence` of `GET /stream`.',
  ),
  who: 'staff',
  pathSchema,
  bodySchema: z.strictObject({ typing: z.boolean().default(false) }),
  bodyExample: { typing: true },
  answers: { 200: { description: 'Who else is there.', schema: presentSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, path: { no }, body: { typing } }) => {
    await requireReadable(deps, actor, no);
    const { presences, directory } = deps.models;
    const now = deps.clock();
    await presences.note({ no, staff: actor.id, typing }, now, new Date(now.getTime() + THERE_MS));
    const others = (await presences.all(now)).filter((one) => one.no === no && one.staff !== actor.id);
    const items = others.map(({ staff, typing: isTyping }) => ({
      ...{ id: staff, name: directory.person(staff)?.name ?? staff, typing: isTyping },
    }));
    return { status: 200, body: { items } };
  },
});

/** I have it open no longer. */
export const endPresence = defineOperation({
  id: 'endPresence',
  method: 'delete',
  path: '/presence/{no}',
  tag: TAG,
  title: both('我已离开此案', 'End presence'),
  who: 'staff',
  pathSchema,
  answers: { 204: { description: 'Presence ended.' } },
  handle: async ({ deps, actor, path: { no } }) => {
    await deps.models.presences.leave(no, actor.id);
    return { status: 204 };
  },
});

/** A file that one may not read, and one that is not there, are the same. */
async function requireReadable({ models }: Deps, actor: Actor, no: string): Promise<void> {
  const [file] = kindOfNumber(no) === undefined ? [] : await models.standingFiles.of([no]);
  if (file === undefined || !readsFile(actor, file))
    throw new Problem('NotFound', { detail: both('没有此编号的案件。', 'No file has this number.') });
}
