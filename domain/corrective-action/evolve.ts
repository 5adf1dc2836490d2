import { personsOf } from '../envelope';
import type { ProceedingReducer } from '../proceeding/definition';
import { evolveBy } from '../proceeding/evolve';
import type { Effect } from './effect';
import type { CorrectiveActionState, Round } from './state';
import { currentRound } from './state';

type Opened = Pick<CorrectiveActionState, 'policy' | 'rules'>;
export type Plan = Pick<CorrectiveActionState, 'origin' | 'aim' | 'what' | 'category' | 'owner' | 'dueAt' | 'places'>;

const events: Readonly<Record<string, ProceedingReducer<CorrectiveActionState>>> = {
  CorrectiveActionOpened: (_, { policy, rules }: Opened, event) => ({
    ...{ status: 'open', openedAt: event.at, policy, rules },
  }),
  MeasurePlanned: (_, { origin, aim, what, category, owner, dueAt, places }: Plan) => ({
    ...(places === undefined ? {} : { places }),
    ...{ phase: 'carryOut', origin, aim, what, category, owner, dueAt },
    rounds: [roundOf(owner)],
  }),
  OwnerNamed: (state, { owner, dueAt }: { owner: string; dueAt?: string }) => ({
    owner,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...inRound(state, (round) => ({ ...withHands(round, [owner]), owner })),
  }),
  OwnerTold: (state, { owner }: { owner: string }) => ({ told: { owner, round: state.rounds.length } }),
  DueTimeChanged: (_, { dueAt }: { dueAt: string }) => ({ dueAt }),
  CompletionReported: (state, { evidence, documents = [] }: { evidence: string; documents?: string[] }, event) => ({
    phase: 'verify',
    ...inRound(state, (round) => ({
      ...withHands(round, event.by === undefined ? [] : personsOf(event.by)),
      completed: { by: event.by?.id ?? '', at: event.at, evidence, documents },
    })),
  }),
  CompletionVerified: (state, { finding }: { finding?: string }, event) => ({
    phase: 'watch',
    ...inRound(state, (round) => ({
      ...round,
      verified: { by: event.by?.id ?? '', at: event.at, ...(finding === undefined ? {} : { finding }) },
    })),
  }),
  /** The time limit for carrying out runs anew. */
  CompletionSentBack: (state) => ({
    phase: 'carryOut',
    dueAt: undefined,
    ...inRound(state, ({ completed: _completed, ...round }) => ({ ...round, sentBack: round.sentBack + 1 })),
  }),
  WatchSet: (_, { until }: { until: string }) => ({ watchUntil: until }),
  WatchEnded: () => ({ phase: 'count' }),
  EffectCounted: (state, effect: Effect) => ({
    ...{ phase: 'assess', watchUntil: undefined },
    ...inRound(state, (round) => ({ ...round, effect })),
  }),
  EffectAssessed: (state, { effective, finding }: { effective: boolean; finding: string }, event) =>
    inRound(state, (round) => ({ ...round, assessed: { by: event.by?.id ?? '', at: event.at, effective, finding } })),
  CorrectiveActionReopened: (state) => ({
    phase: 'carryOut',
    dueAt: undefined,
    rounds: [...state.rounds, roundOf(state.owner)],
  }),
  CorrectiveActionClosed: (_, { outcome }: Pick<CorrectiveActionState, 'outcome'>, event) => ({
    ...{ status: 'closed', closedAt: event.at, outcome, dues: {}, watchUntil: undefined },
  }),
  CorrectiveActionNoted: (state) => ({ notes: state.notes + 1 }),
};

/** The only way a corrective action changes. */
export const evolveCorrectiveAction = evolveBy(events);

/** Types of events of corrective actions, beside those that all proceedings share. */
export const CORRECTIVE_ACTION_EVENTS: readonly string[] = Object.keys(events);

function roundOf(owner: string | undefined): Round {
  return owner === undefined ? { hands: [], sentBack: 0 } : { owner, hands: [owner], sentBack: 0 };
}

function withHands(round: Round, ids: readonly string[]): Round {
  return { ...round, hands: [...new Set([...round.hands, ...ids])] };
}

function inRound(state: CorrectiveActionState, change: (round: Round) => Round): Pick<CorrectiveActionState, 'rounds'> {
  return { rounds: [...state.rounds.slice(0, -1), change(currentRound(state))] };
}
