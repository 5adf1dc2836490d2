import { personsOf } from '../../file/envelope';
import type { PayloadsOf } from '../../event';
import { eventOf } from '../../event';
import type { Effect } from './effect';
import type { CorrectiveActionState, Round } from './state';
import { currentRound } from './state';

type Plan = Pick<CorrectiveActionState, 'origin' | 'aim' | 'what' | 'category' | 'owner' | 'dueAt'> & {
  places?: string[][];
};

const event = eventOf<CorrectiveActionState>();

/** What happens to a corrective action, beside what all files of its kind share. */
export const CORRECTIVE_ACTION_EVENTS = {
  CorrectiveActionOpened: event<Pick<CorrectiveActionState, 'policy' | 'rules'>>({
    audience: 'staff',
    apply: (_, { policy, rules }, { at }) => ({ status: 'open', openedAt: at, policy, rules }),
  }),
  MeasurePlanned: event<Plan>({
    audience: 'staff',
    apply: (_, { origin, aim, what, category, owner, dueAt, places }) => ({
      ...(places === undefined ? {} : { places }),
      ...{ phase: 'carryOut', origin, aim, what, category, owner, dueAt },
      rounds: [roundOf(owner)],
    }),
  }),
  OwnerNamed: event<{ owner: string; dueAt?: string; reason?: string }>({
    audience: 'staff',
    apply: (state, { owner, dueAt }) => ({
      owner,
      ...(dueAt === undefined ? {} : { dueAt }),
      ...inRound(state, (round) => ({ ...withHands(round, [owner]), owner })),
    }),
  }),
  /** `status`: what came of the message. */
  OwnerTold: event<{ owner: string; status: string }>({
    audience: 'staff',
    apply: (state, { owner }) => ({ told: { owner, round: state.rounds.length } }),
  }),
  DueTimeChanged: event<{ dueAt: string; reason?: string }>({
    audience: 'staff',
    apply: (_, { dueAt }) => ({ dueAt }),
  }),
  CompletionReported: event<{ evidence: string; documents?: string[] }>({
    audience: 'staff',
    apply: (state, { evidence, documents = [] }, { at, by }) => ({
      phase: 'verify',
      ...inRound(state, (round) => ({
        ...withHands(round, by === undefined ? [] : personsOf(by)),
        completed: { by: by?.id ?? '', at, evidence, documents },
      })),
    }),
  }),
  CompletionVerified: event<{ finding?: string }>({
    audience: 'staff',
    apply: (state, { finding }, { at, by }) => ({
      phase: 'watch',
      ...inRound(state, (round) => ({
        ...round,
        verified: { by: by?.id ?? '', at, ...(finding === undefined ? {} : { finding }) },
      })),
    }),
  }),
  CompletionSentBack: event<{ reason: string }>({
    audience: 'staff',
    // The time limit for carrying out runs anew.
    apply: (state) => ({
      phase: 'carryOut',
      dueAt: undefined,
      ...inRound(state, ({ completed: _completed, ...round }) => ({ ...round, sentBack: round.sentBack + 1 })),
    }),
  }),
  WatchSet: event<{ until: string }>({ audience: 'staff', apply: (_, { until }) => ({ watchUntil: until }) }),
  WatchEnded: event<object>({ audience: 'staff', apply: () => ({ phase: 'count' }) }),
  EffectCounted: event<Effect>({
    audience: 'staff',
    apply: (state, effect) => ({
      ...{ phase: 'assess', watchUntil: undefined },
      ...inRound(state, (round) => ({ ...round, effect })),
    }),
  }),
  EffectAssessed: event<{ effective: boolean; finding: string }>({
    audience: 'staff',
    apply: (state, { effective, finding }, { at, by }) =>
      inRound(state, (round) => ({ ...round, assessed: { by: by?.id ?? '', at, effective, finding } })),
  }),
  CorrectiveActionReopened: event<{ round: number }>({
    audience: 'staff',
    apply: (state) => ({
      phase: 'carryOut',
      dueAt: undefined,
      rounds: [...state.rounds, roundOf(state.owner)],
    }),
  }),
  CorrectiveActionClosed: event<{ outcome: NonNullable<CorrectiveActionState['outcome']>; reason?: string }>({
    audience: 'staff',
    apply: (_, { outcome }, { at }) => ({ status: 'closed', closedAt: at, outcome, dues: {}, watchUntil: undefined }),
  }),
  CorrectiveActionNoted: event<{ text: string }>({
    audience: 'staff',
    apply: (state) => ({ notes: state.notes + 1 }),
  }),
};

export type CorrectiveActionPayloads = PayloadsOf<typeof CORRECTIVE_ACTION_EVENTS>;

function roundOf(owner: string | undefined): Round {
  return owner === undefined ? { hands: [], sentBack: 0 } : { owner, hands: [owner], sentBack: 0 };
}

function withHands(round: Round, ids: readonly string[]): Round {
  return { ...round, hands: [...new Set([...round.hands, ...ids])] };
}

function inRound(state: CorrectiveActionState, change: (round: Round) => Round): Pick<CorrectiveActionState, 'rounds'> {
  return { rounds: [...state.rounds.slice(0, -1), change(currentRound(state))] };
}
