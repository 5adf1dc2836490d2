import { z } from 'zod';
import { CaseHistories } from '../../activities/case-histories';
import type { CaseEvent } from '../../domain/events';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/text';
import { reasonsOf } from '../../domain/why';
import type { Reason } from '../../domain/why';
import { eventOf } from '../../models/chain';
import { askWithin } from '../case/engine';
import { numberOf, numberPath } from '../case/number';
import { eventFor } from '../case/penalties';
import { vaultFor } from '../case/opening';
import { readCase } from '../case/read-case';
import { wordsFor } from '../case/words-for';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { Problem } from '../problem';
import { sentenceOf } from '../../domain/labels/sentence';
import { deadlineSentences, whySentence } from '../why-sentences';

const plain = z.record(z.string(), z.unknown());

const reasonSchema = z
  .object({
    seq: z.int(),
    at: z.iso.datetime(),
    type: z.string(),
    place: z.string().optional().meta({ description: 'Line, step and visit.' }),
    what: bilingualSchema.meta({ description: 'What happened, as the timeline tells it.' }),
    sentence: bilingualSchema.meta({ description: 'Why.' }),
    because: z.enum([
      ...(['rule', 'default', 'noAnswer', 'byHand', 'limit', 'nobodyActed', 'vacantPost'] as const),
      ...(['condition', 'event', 'time', 'step', 'person'] as const),
    ]),
    table: z
      .object({ id: z.string(), title: bilingualSchema.optional(), hash: z.string().optional() })
      .optional()
      .meta({ description: 'Decision table; `hash` is that of its text as it was evaluated.' }),
    rules: z.array(plain).optional().meta({
      description: 'Rules that hit: `id`, and as the policy writes them `when`, `then`, `note`, `source`.',
    }),
    answer: z.unknown().optional(),
    condition: z.string().optional().meta({ description: 'As the policy writes it, in FEEL.' }),
    facts: z
      .array(z.object({ name: z.string(), title: bilingualSchema.optional(), value: z.unknown() }))
      .optional()
      .meta({ description: 'What was looked at, with the values of that moment. Amounts in fen.' }),
    problems: z.array(z.string()).optional(),
    deadline: plain.optional().meta({ description: 'Limit, calendar, time counted, days left out.' }),
    explanation: bilingualSchema.optional().meta({ description: 'The deadline in words, a line for each part.' }),
    task: plain.optional(),
    rung: plain.optional().meta({ description: 'What the policy says is to happen at that time if nobody acts.' }),
    vacant: z.array(z.string()).optional().meta({ description: 'Roles passed over: nobody held them who may act.' }),
    cause: z.int().optional().meta({ description: 'Event that brought it about.' }),
    decisions: z.array(z.int()).optional().meta({ description: 'Decisions of the same visit of the step.' }),
    build: z
      .string()
      .optional()
      .meta({ description: 'Hash of the code that came to it; absent if histories can’t be read just now.' }),
  })
  .meta({ id: 'Reason' });

/** Why a complaint went as it did, where a rule or a clock and no person decided. */
export const why = defineOperation({
  id: 'explainComplaint',
  method: 'get',
  path: '/complaints/{no}/why',
  tag: 'Complaints',
  title: both('为什么', 'Why'),
  help: both(
    '自动发生的每一步：依据哪张决策表的哪条规则、当时的事实、时限如何算出、为何逾期上报或默认决定、为何跳过环节。',
    'For each automatic act: which rule of which table on which facts, how a deadline came about, why something was escalated or decided by default, why a step was skipped.',
  ),
  who: 'staff',
  pathSchema: numberPath,
  querySchema: z.strictObject({
    seq: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Only the event of this number, whatever it is.' }),
  }),
  answers: {
    200: {
      description: 'In order of events, under the policy that the case began with.',
      schema: z.object({
        no: z.string(),
        policy: z.object({
          id: z.string(),
          version: z.string(),
          bundleHash: z.string(),
          title: bilingualSchema.optional(),
          source: z.string().optional().meta({ description: 'Where the procedure is described.' }),
        }),
        items: z.array(reasonSchema),
      }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor, path } = call;
    const { seq } = call.query;
    const no = numberOf(path);
    const read = await readCase(deps, no, actor);
    const { state, policy, bundle } = read;
    const words = await wordsFor(deps, policy);
    const events: CaseEvent[] = [];
    for await (const stored of deps.models.events.all(no)) events.push(eventOf(stored));
    const reasons = reasonsOf(events, bundle, seq);
    if (seq !== undefined && reasons.length === 0) throw noSuchEvent(seq, events.length);
    const builds = await buildsOf(deps, no);
    const shown = (reason: Reason, event: CaseEvent) => ({
      ...reason,
      what: sentenceOf(event, words),
      sentence: whySentence(reason, words),
      ...(reason.deadline === undefined ? {} : { explanation: deadlineSentences(reason.deadline, words) }),
      ...(builds.get(reason.seq) === undefined ? {} : { build: builds.get(reason.seq) }),
    });
    const items = reasons.flatMap((reason) => {
      const event = eventFor(actor, read, events[reason.seq - 1] as CaseEvent);
      return event === undefined ? [] : [shown(reason, event)];
    });
    const under = bundle === undefined ? {} : { title: bundle.policy.title, source: bundle.source };
    const opened = await vaultFor(call).openDeep(items, no);
    return { status: 200, body: { no, policy: { ...state.policy, ...under }, items: opened } };
  },
});

/** The build that came to each event; nothing while Temporal does not answer and the archive alone can't tell. */
async function buildsOf({ temporal, models, config }: Deps, no: string): Promise<ReadonlyMap<number, string>> {
  const histories = new CaseHistories({ client: temporal, runs: models.archivedRuns });
  try {
    const batches = await askWithin(temporal, config.readWithinMs, () => histories.batches(no));
    return new Map(
      batches.flatMap(({ events, build }) =>
        build === undefined ? [] : events.map(({ seq }): [number, string] => [seq, build]),
      ),
    );
  } catch {
    return new Map();
  }
}

function noSuchEvent(seq: number, events: number): Problem {
  return new Problem('NotFound', {
    detail: both(`此投诉没有第 ${seq} 号事件。`, `The complaint has no event ${seq}.`),
    wayOut: both(`事件编号为 1 至 ${events}。`, `Its events are numbered 1 to ${events}.`),
  });
}
