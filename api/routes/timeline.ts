import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import type { CaseEvent } from '../../domain/file/stored-event';
import { both } from '../../domain/values/text';
import { numberOf, numberPath } from '../case/number';
import { vaultFor } from '../case/opening';
import { eventFor } from '../case/penalties';
import { isNamedOnly, ownEvent, readOwn } from '../case/own-tasks';
import { readCase } from '../case/read-case';
import { actorShown, shownActorSchema } from '../case/shown-actor';
import { eventDataFor } from '../case/withheld';
import { wordsFor } from '../case/words-for';
import { defineOperation } from '../operation';
import { isMinor } from '../../domain/defined-events';
import { sentenceOf } from '../../domain/labels/sentence';

const MOST = 500;

const entrySchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    type: z.string(),
    place: z.string().optional().meta({ description: 'Line, step and visit.' }),
    by: shownActorSchema.optional().meta({ description: 'Absent if a rule or a time limit caused the event.' }),
    sentence: bilingualSchema,
    minor: z.boolean().meta({ description: 'Internal bookkeeping event, not needed to follow the case.' }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });

/** What happened to a complaint, event by event. */
export const timeline = defineOperation({
  id: 'readTimeline',
  method: 'get',
  path: '/complaints/{no}/timeline',
  tag: 'Complaints',
  title: both('时间线', 'Timeline'),
  help: both(
    '对他人的处罚、责任分担及其依据，只给有权查看的岗位；没有角色的人只看到自己的待办和关于本人的处罚。',
    'Penalties on others, allocated losses and their grounds are shown only to roles that may see them. Without a ' +
      'role you see only your own tasks and penalties that concern you.',
  ),
  who: 'staff',
  ownTasks: true,
  pathSchema: numberPath,
  querySchema: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).meta({ description: 'Only events after this number.' }),
    limit: z.coerce.number().int().min(1).max(MOST).default(MOST),
  }),
  answers: {
    200: {
      description:
        'Events in order. `next` is present if there may be more: repeat the request with `after` set to its value.',
      schema: z.object({ no: z.string(), items: z.array(entrySchema), next: z.int().optional() }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor, query } = call;
    const no = numberOf(call.path);
    const isOwnOnly = await isNamedOnly(deps, no, actor);
    const read = isOwnOnly ? await readOwn(deps, no, actor) : await readCase(deps, no, actor);
    const words = await wordsFor(deps, read.policy);
    const entry = (event: CaseEvent) => ({
      ...{ seq: event.seq, at: event.at, type: event.type },
      ...(event.place === undefined ? {} : { place: event.place }),
      ...(event.by === undefined ? {} : { by: actorShown(event.by, words) }),
      sentence: sentenceOf(event, words),
      minor: isMinor(event.type),
      data: eventDataFor(actor, read, event),
    });
    const stored = await deps.models.events.timeline(no, query);
    const seen = isOwnOnly ? ownEvent : eventFor;
    const items = stored.flatMap((event) => seen(actor, read, event) ?? []).map(entry);
    return {
      status: 200,
      body: {
        no,
        items: await vaultFor(call).openDeep(items, no),
        ...(stored.length === query.limit ? { next: stored.at(-1)?.seq } : {}),
      },
    };
  },
});
