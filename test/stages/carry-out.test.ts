import fc from 'fast-check';
import { carryOut } from '../../domain/step/carry-out';
import type { StepContext } from '../../domain/step/context';
import { FakeStep, NOW } from '../support/fake-step';

/** What comes of a remedy, and what somebody finds out where that is not known; undefined: nobody finds out. */
const remedy = fc.record({
  outcome: fc.constantFrom('succeeded' as const, 'failed' as const, 'unknown' as const),
  executed: fc.constantFrom(true, false, undefined),
  costFen: fc.nat(100_000),
});
type Remedy = typeof remedy extends fc.Arbitrary<infer R> ? R : never;

const isDone = ({ outcome, executed }: Remedy): boolean =>
  outcome === 'succeeded' || (outcome === 'unknown' && executed === true);
const byHand = { who: 'finance', overdue: [] };
const payer = { id: 'fang', roles: ['finance'], departments: [] };

function around(remedies: readonly Remedy[], undone: boolean): FakeStep {
  const of = (name: string): Remedy => remedies[Number(/remedy-(\d+)/.exec(name)?.[1]) - 1]!;
  return new FakeStep({
    effect: (name, activity) => {
      if (activity === 'executeRemedy') return { status: of(name).outcome };
      return { status: activity === 'undoRemedy' && !undone ? 'failed' : 'succeeded' };
    },
    answer: (name) => {
      const { executed } = of(name);
      return executed === undefined ? undefined : { action: 'settleUnknown', data: { executed }, by: payer, at: NOW };
    },
  });
}

const carry = (c: FakeStep, remedies: readonly Remedy[]): Promise<boolean> =>
  carryOut(c as unknown as StepContext, byHand, {
    number: 1,
    remedies: remedies.map(({ costFen }) => ({ kind: 'refund', params: {}, costFen })),
  });
const ordered = (c: FakeStep, activity: string) => c.effects.filter((one) => one.activity === activity);

test('whatever comes of each: a remedy is ordered once, none after one that failed, and what was given before is taken back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(remedy, { minLength: 1, maxLength: 5 }), fc.boolean(), async (remedies, undone) => {
      const c = around(remedies, undone);
      const done = await carry(c, remedies);
      const failed = remedies.findIndex((one) => !isDone(one));
      expect(done).toBe(failed === -1);
      const given = failed === -1 ? remedies.length : failed;
      expect(ordered(c, 'executeRemedy').map(({ name }) => name)).toEqual(
        remedies.slice(0, given + 1).map((_, i) => `option-1-remedy-${i + 1}`),
      );
      expect(ordered(c, 'undoRemedy').map(({ order }) => order)).toEqual(
        done
          ? []
          : Array.from({ length: given }, (_, i) => ({
              ...{ kind: 'refund', of: c.effectKey(`option-1-remedy-${given - i}`) },
            })),
      );
      const kept = c.state.remedies.filter(({ status }) => status === 'executed');
      expect(kept).toHaveLength(done || !undone ? given : 0);
      expect(new Set(c.state.remedies.map(({ key }) => key)).size).toBe(c.state.remedies.length);
      // Nobody is asked about what is known.
      const unknown = remedies.slice(0, given + 1).filter(({ outcome }) => outcome === 'unknown');
      expect(c.tasks).toHaveLength(unknown.length);
    }),
  );
});

test('run again from its top, it orders and records nothing more, and comes to the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(remedy, { minLength: 1, maxLength: 5 }), fc.boolean(), async (remedies, undone) => {
      const c = around(remedies, undone);
      const first = await carry(c, remedies);
      const before = [c.effects.length, c.events.length, c.tasks.length];
      expect(await carry(c, remedies)).toBe(first);
      expect([c.effects.length, c.events.length, c.tasks.length]).toEqual(before);
    }),
  );
});
