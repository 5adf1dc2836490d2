import { standsStill } from '../../domain/case/clocks/clock';
import { expectedAnswerAt } from '../../domain/case/messages/expected-answer';
import type { CaseState } from '../../domain/case/state';
import type { CustomersCase } from './case-of-link';

/** Where a complaint stands, as a customer would say it; what goes on within the house is none of it. */
export const STAGES = ['received', 'lookedInto', 'answered', 'finished'] as const;
export type Stage = (typeof STAGES)[number];

/** Of this round: who objects to an answer is at the beginning again. */
export function stageOf(state: CaseState): Stage {
  if (state.status === 'closed') return 'finished';
  const isOffered = state.offers.some(({ round }) => round === state.round);
  if (state.status === 'resolved' || isOffered) return 'answered';
  const hasBegun = state.round > 1 || state.handler !== undefined || state.judgement !== undefined;
  return hasBegun || state.findings !== undefined || state.proposal !== undefined ? 'lookedInto' : 'received';
}

/** When the customer hears: by a time, by one that has passed, when it goes on after a pause, or nobody can say. */
export type NextWord = { kind: 'by' | 'late'; at: string } | { kind: 'waitsForYou' | 'paused' | 'unknown' | 'over' };

/**
 * By when the customer hears of it: what they were promised, else the time limits of the case, else what may be expected
 * of its policy.
 * @param now ISO instant
 */
export function nextWord({ state, policy, bundle }: CustomersCase, now: string): NextWord {
  if (state.status !== 'open' && state.status !== 'new') return { kind: 'over' };
  const promised = state.promises.flatMap(({ status, at }) => (status === 'made' ? [isoOf(at)] : [])).sort()[0];
  if (promised !== undefined) return byOrLate(promised, now);
  if (state.pause !== undefined) return { kind: state.pause.waitsFor === 'customer' ? 'waitsForYou' : 'paused' };
  const running = Object.values(state.clocks).filter((clock) => clock.status === 'running' && !standsStill(clock));
  const [due] = running.flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt])).sort();
  const { recordedAt, round } = state;
  const expected =
    recordedAt === undefined || round > 1 ? undefined : expectedAnswerAt(policy, bundle.calendar, recordedAt);
  const at = due ?? expected;
  return at === undefined ? { kind: 'unknown' } : byOrLate(at, now);
}

function byOrLate(at: string, now: string): NextWord {
  return { kind: at > now ? 'by' : 'late', at };
}

/** What people promise carries the zone in which they said it. */
function isoOf(at: string): string {
  return new Date(at).toISOString();
}
