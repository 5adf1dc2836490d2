import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import { batchesOf } from '../../activities/case-histories';
import { Words } from '../../api/words';
import { deadlineSentences, whySentence } from '../../api/why-sentences';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { Reason } from '../../domain/rules/why';
import { reasonsOf } from '../../domain/rules/why';
import { allPolicies } from '../support/policies';
import { savedHistories } from '../support/saved-histories';

const policies = allPolicies();
const cases = new Map<string, { bundle: PolicyBundle; events: CaseEvent[] }>();

/** The whole cases among the saved histories: their events as they gave them to their journals. */
beforeAll(async () => {
  const converter = {
    payloadConverter: defaultPayloadConverter,
    failureConverter: defaultFailureConverter,
    payloadCodecs: [],
  };
  for (const { name, history } of savedHistories()) {
    const [, policy = ''] = name.split('/');
    const bundle = policies.get(policy);
    if (bundle === undefined) continue;
    const batches = await batchesOf(history, converter);
    const story = name.replace(/\.\d+$/, '');
    const known = cases.get(story)?.events ?? [];
    // What was carried into a fresh history is given to its journal again.
    const bySeq = new Map([...known, ...batches.flatMap(({ events }) => events)].map((event) => [event.seq, event]));
    cases.set(story, { bundle, events: [...bySeq.values()].sort((a, b) => a.seq - b.seq) });
  }
});

function whyOf(story: string, type: string): Reason[] {
  const found = [...cases.entries()].find(([name]) => name.endsWith(`/${story}`))?.[1];
  if (found === undefined) throw new Error(`no history of ${story} is saved`);
  return reasonsOf(found.events, found.bundle).filter((reason) => reason.type === type);
}

test('every automatic act of every saved case has a reason, in a sentence in both languages', () => {
  expect(cases.size).toBeGreaterThan(30);
  for (const { bundle, events } of cases.values()) {
    const words = new Words({
      policy: bundle.policy,
      zone: bundle.calendar.zone,
      nameOf: () => undefined,
      remedyTitle: () => undefined,
    });
    const reasons = reasonsOf(events, bundle);
    expect(reasons.length).toBeGreaterThan(2);
    for (const reason of reasons) {
      const { zh, en } = whySentence(reason, words);
      expect([reason.type, zh, en]).not.toContainEqual(expect.stringMatching(/undefined|\[object|^$/));
      if (reason.deadline !== undefined) expect(deadlineSentences(reason.deadline, words).zh).toContain('日历');
    }
  }
});

test('every rule named as hit stands in the table of the policy, with what it asks and answers', () => {
  const hits = [...cases.values()].flatMap(({ bundle, events }) =>
    reasonsOf(events, bundle).filter(({ because }) => because === 'rule'),
  );
  expect(hits.length).toBeGreaterThan(50);
  for (const { rules = [] } of hits) for (const rule of rules) expect(Object.keys(rule)).toContain('then');
});

test('a decision names its rule with its note, the facts it looked at and nothing else', () => {
  const tier = whyOf('enterprise-eight-step/solved-by-refund', 'DecisionMade').find(
    ({ table }) => table?.id === 'approvalTier',
  );
  expect(tier).toMatchObject({
    because: 'rule',
    table: { title: { en: 'Approval authority' }, hash: expect.stringMatching(/^[0-9a-f]{16}$/) },
    rules: [{ id: 'A2', when: { cost: '(50000..1000000]' }, then: { role: 'supervisor' }, note: 'up to 10,000 yuan' }],
    answer: { role: 'supervisor' },
  });
  expect(tier?.facts?.map(({ name }) => name)).toEqual(['costFen']);
});

test('an escalation and a decision by default name the rung that was reached and since when it was due', () => {
  const story = 'enterprise-eight-step/left-alone';
  expect(whyOf(story, 'TaskEscalated')[0]).toMatchObject({
    because: 'nobodyActed',
    rung: { does: 'escalate' },
    task: { dueAt: expect.any(String) },
  });
  expect(whyOf(story, 'TaskDecidedByDefault')[0]).toMatchObject({
    because: 'nobodyActed',
    rung: { does: 'decide', action: 'judge', data: { founded: true } },
  });
});

test('what followed from a decision by default names it', () => {
  const [judged] = whyOf('enterprise-eight-step/left-alone', 'JudgedFounded');
  const [byDefault] = whyOf('enterprise-eight-step/left-alone', 'TaskDecidedByDefault');
  expect(judged).toMatchObject({ because: 'step', cause: byDefault?.seq });
});

test('a deadline brings its calendar and the time that counted', () => {
  const [task] = whyOf('enterprise-eight-step/solved-by-refund', 'TaskOpened');
  expect(task).toMatchObject({
    because: 'limit',
    deadline: { calendar: { id: 'china-office' }, within: { counting: 'working' }, intervals: expect.any(Array) },
  });
});

test('a skipped step names its condition and the facts on which it did not hold', () => {
  const skipped = [...cases.values()].flatMap(({ bundle, events }) =>
    reasonsOf(events, bundle).filter(({ type }) => type === 'StepSkipped'),
  );
  expect(skipped.length).toBeGreaterThan(10);
  for (const { because, condition, facts = [] } of skipped) {
    expect([because, typeof condition]).toEqual(['condition', 'string']);
    expect(facts.length).toBeGreaterThan(0);
    const unknown = facts.filter(({ value }) => value === null).map(({ name }) => name);
    // Only what nobody has said at intake.
    expect(unknown).toEqual(unknown.filter((name) => name.startsWith('intake.')));
  }
});

test('a track names the condition that came true, or the event that started it', () => {
  const started = [...cases.values()].flatMap(({ bundle, events }) =>
    reasonsOf(events, bundle).filter(({ type }) => type === 'LineStarted'),
  );
  expect(started.map(({ because }) => because)).toContain('condition');
  const promised = started.find(({ because }) => because === 'event');
  expect(promised?.cause).toBeGreaterThan(1);
});

test('asked about one event, it says so where a person did it', () => {
  const { bundle, events } = [...cases.values()][0] as { bundle: PolicyBundle; events: CaseEvent[] };
  const byHand = events.find(({ by }) => by !== undefined) as CaseEvent;
  expect(reasonsOf(events, bundle, byHand.seq)).toMatchObject([{ seq: byHand.seq, because: 'person' }]);
  expect(reasonsOf(events, bundle, events.length + 1)).toEqual([]);
});
