import { z } from 'zod';
import { CaseHistories } from '../../activities/case-histories';
import type { CaseEvent } from '../../domain/file/stored-event';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import { reasonsOf } from '../../domain/rules/why';
import type { Reason } from '../../domain/rules/why';
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
    what: bilingualSchema.meta({ description: 'What happened, as in the timeline.' }),
    sentence: bilingualSchema.meta({ description: 'Why.' }),
    because: z.enum([
      ...(['rule', 'default', 'noAnswer', 'byHand', 'limit', 'nobodyActed', 'vacantPost'] as const),
      ...(['condition', 'event', 'time', 'step', 'person'] as const),
    ]),
    table: z
      .object({ id: z.string(), title: bilingualSchema.optional(), hash: z.string().optional() })
      .optional()
      .meta({ description: 'Decision table. `hash` is the hash of its text when it was evaluated.' }),
    rules: z.array(plain).optional().meta({
      description: 'Matching rules: `id`, and `when`, `then`, `note`, `source` as written in the policy.',
    }),
    answer: z.unknown().optional(),
    condition: z.string().optional().meta({ description: 'As written in the policy, in FEEL.' }),
    facts: z
      .array(z.object({ name: z.string(), title: bilingualSchema.optional(), value: z.unknown() }))
      .optional()
      .meta({ description: 'Facts used, with their values at that moment. Amounts in fen.' }),
    problems: z.array(z.string()).optional(),
    deadline: plain.optional().meta({ description: 'Time limit, calendar, time counted, days not counted.' }),
    explanation: bilingualSchema.optional().meta({ description: 'Explanation of the deadline, one line per part.' }),
    task: plain.optional(),
    rung: plain.optional().meta({ description: 'What the policy prescribes at that time if nobody acts.' }),
    vacant: z.array(z.string()).optional().meta({ description: 'Roles skipped because no eligible person held them.' }),
    cause: z.int().optional().meta({ description: 'Event that caused this event.' }),
    decisions: z.array(z.int()).optional().meta({ description: 'Decisions of the same visit of the step.' }),
    build: z.string().optional().meta({
      description: 'Hash of the code that produced the event. Absent if histories cannot be read at present.',
    }),
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
    'For each automatic event: the rule and table applied and the facts used, how a deadline was calculated, and why a task was escalated, decided by default or skipped.',
  ),
  who: 'staff',
  pathSchema: numberPath,
  querySchema: z.strictObject({
    seq: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Only the event with this number, of any type.' }),
  }),
  answers: {
    200: {
      description: 'In order of events, under the policy version with which the case started.',
      schema: z.object({
        no: z.string(),
        policy: z.object({
          id: z.string(),
          version: z.string(),
          bundleHash: z.string(),
          title: bilingualSchema.optional(),
          source: z.string().optional().meta({ description: 'Source document of the procedure.' }),
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
