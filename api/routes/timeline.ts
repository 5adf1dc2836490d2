import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import type { CaseEvent } from '../../domain/events';
import { both } from '../../domain/text';
import { numberOf, numberPath } from '../case/number';
import { vaultFor } from '../case/opening';
import { eventFor } from '../case/penalties';
import { readCase } from '../case/read-case';
import { actorShown, shownActorSchema } from '../case/shown-actor';
import { eventDataFor } from '../case/withheld';
import { wordsFor } from '../case/words-for';
import { defineOperation } from '../operation';
import { isMinor, sentenceOf } from '../timeline-sentences';

const MOST = 500;

const entrySchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    type: z.string(),
    place: z.string().optional().meta({ description: 'Line, step and visit.' }),
    by: shownActorSchema.optional().meta({ description: 'Absent when a rule or a clock did it.' }),
    sentence: bilingualSchema,
    minor: z
      .boolean()
      .meta({ description: 'The machinery keeping its place; whoever wants the story can do without it.' }),
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
    '对他人的处罚、责任分担及其依据，只给有权查看的岗位。',
    'Penalties on others, shares of a loss and what decided them are left out for whoever may not see them.',
  ),
  who: 'staff',
  pathSchema: numberPath,
  querySchema: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).meta({ description: 'Only events after this number.' }),
    limit: z.coerce.number().int().min(1).max(MOST).default(MOST),
  }),
  answers: {
    200: {
      description: 'Events in order. `next` is there when there may be more: ask again with `after` set to it.',
      schema: z.object({ no: z.string(), items: z.array(entrySchema), next: z.int().optional() }),
    },
  },
  problems: ['NotFound', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor, query } = call;
    const no = numberOf(call.path);
    const read = await readCase(deps, no);
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
    const items = stored.flatMap((event) => eventFor(actor, read, event) ?? []).map(entry);
    return {
      status: 200,
      body: {
        no,
        items: await vaultFor(call).openDeep(items),
        ...(stored.length === query.limit ? { next: stored.at(-1)?.seq } : {}),
      },
    };
  },
});
