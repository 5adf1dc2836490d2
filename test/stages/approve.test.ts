import fc from 'fast-check';
import { approve } from '../../domain/stages/approve/definition';
import type { ParamsOf } from '../../domain/stage';
import { runApprove } from '../../domain/stages/approve/run';
import type { CaseState, TaskAnswer } from '../../domain/case/state';
import { endAs, next, to } from '../../domain/step/outcome';
import type { Around } from '../support/fake-step';
import { FakeStep, NOW, runStage } from '../support/fake-step';

const rules = {
  id: 'approve',
  stage: 'approve',
  who: 'supervisor',
  rejected: { to: 'propose', atMost: 2, then: 'decide' },
};
const run = async (c: FakeStep, rules: ParamsOf<typeof approve>) => (await runStage(runApprove, rules, c)).outcome;
const step = approve.params.parse(rules);
const option = { title: '退款', remedies: [], costFen: 100 };
const proposal = { options: [option], costFen: 100, by: 'wei', round: 1 } as unknown as CaseState['proposal'];

const by = (role: string) => ({ id: `${role}-1`, roles: [role], departments: [] });
const answers =
  (action: string) =>
  (_: string, { who }: { who: string }): TaskAnswer => ({ action, data: {}, by: by(who), at: NOW });
const around = (more: Partial<Around> = {}): Around => ({ state: { proposal }, answer: answers('approve'), ...more });

test('what is approved is the very proposal that stands', async () => {
  const c = new FakeStep(around());
  expect(await run(c, step)).toEqual(next);
  expect(c.tasks).toMatchObject([{ who: 'supervisor', actions: ['approve', 'reject'] }]);
  expect(c.state.proposal?.approved).toMatchObject({ round: 1, options: 1, costFen: 100 });
});

test('the tier’s table says who signs; without one the policy’s owner does', async () => {
  const c = new FakeStep(around({ table: () => ({ role: 'director' }) }));
  await run(c, { ...step, tier: 'approvalTier' });
  expect(c.tasks.map(({ who }) => who)).toEqual(['director']);
  const nobodyNamed = new FakeStep(around());
  await run(nobodyNamed, { ...step, who: undefined });
  expect(nobodyNamed.tasks.map(({ who }) => who)).toEqual(['owner']);
});

test('a proposal below the legal minimum needs one signature more, and its refusal is a rejection', async () => {
  const belowMinimum = { who: 'counsel', overdue: [] };
  const state: Partial<CaseState> = { proposal, facts: { belowLegalMinimum: true } };
  const signed = new FakeStep(around({ state }));
  await run(signed, { ...step, belowMinimum });
  expect(signed.events.at(-1)?.data).toMatchObject({ by: ['counsel-1', 'supervisor-1'] });
  const refused = new FakeStep(around({ state, answer: answers('reject') }));
  expect(await run(refused, { ...step, belowMinimum })).toEqual(to('propose'));
  expect(refused.tasks.map(({ who }) => who)).toEqual(['counsel']);
});

test('a rejection goes back to the step that proposes, and elsewhere once there were more than the policy allows', async () => {
  for (const [rejections, outcome] of [
    [1, to('propose')],
    [2, to('decide')],
  ] as const) {
    const c = new FakeStep(around({ state: { proposal, rejections }, answer: answers('reject') }));
    expect(await run(c, step)).toEqual(outcome);
    expect(c.state.rejections).toBe(rejections + 1);
  }
});

test('nobody signs: that is no approval', async () => {
  const c = new FakeStep(around({ answer: () => undefined }));
  expect(await run(c, step)).toEqual(to('propose'));
});

test('an approval that declines the demand is told to the customer and ends the case', async () => {
  const declined = { ...proposal, options: [] } as unknown as CaseState['proposal'];
  const c = new FakeStep(around({ state: { proposal: declined } }));
  expect(await run(c, step)).toEqual(endAs('demandRefused'));
});

test('whatever the signatures and whoever signs or rejects: it passes if, and only if, enough have signed and none rejected', async () => {
  const signing = fc.record({
    words: fc.array(fc.constantFrom('approve', 'reject'), { minLength: 1, maxLength: 4 }),
    order: fc.constantFrom('sequence' as const, 'parallel' as const),
    need: fc.constantFrom('all' as const, 'any' as const),
  });
  await fc.assert(
    fc.asyncProperty(signing, async ({ words, order, need }) => {
      const signatures = words.map((_, i) => ({ who: `role${i}` }));
      const word = ({ who }: { who: string }) => words[Number(who.slice(4))] ?? 'reject';
      const c = new FakeStep(around({ answer: (name, spec) => answers(word(spec))(name, spec) }));
      const outcome = await run(c, { ...step, signatures, order, need });
      const passed = c.events.some(({ type }) => type === 'ProposalApproved');
      const asked = c.tasks.map(word);
      expect(passed).toBe(asked.includes('approve') && !asked.includes('reject'));
      expect(outcome).toEqual(passed ? next : to('propose'));
      // Once it is decided, nobody else is asked.
      const first = asked.findIndex((one) => one === 'reject' || need === 'any');
      if (first >= 0) expect(asked).toHaveLength(first + 1);
    }),
  );
});
