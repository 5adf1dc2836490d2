import type { EventDefinitions, PayloadsOf } from '../event';
import { eventOf } from '../event';
import type { Revived } from '../file/revived';
import type { Due, ProceedingState } from './state';

/** A step of the ladder of an open wait; `at` is when it was to be. */
interface OfDue {
  due: string;
  rung: number;
  at?: string;
  to?: string;
}

const event = eventOf<ProceedingState>();

/** What may happen to every file beside the cases, whatever its kind. */
export const PROCEEDING_EVENTS = {
  DueSet: event<Omit<Due, 'since' | 'overdueSince'> & { due: string }>({
    audience: 'staff',
    apply: (state, { due, ...plan }, { at }) => ({ dues: { ...state.dues, [due]: { ...plan, since: at } } }),
  }),
  DueMet: event<{ due: string }>({
    audience: 'staff',
    apply: (state, { due }) => ({
      dues: Object.fromEntries(Object.entries(state.dues).filter(([name]) => name !== due)),
    }),
  }),
  /** Whoever was told late has as long until the next step. */
  DueMoved: event<{ due: string; dueAt?: string; rungs: string[]; because?: string }>({
    audience: 'staff',
    apply: (state, { due: name, dueAt, rungs }) => {
      const due = state.dues[name];
      if (due === undefined) return {};
      const moved = due.rungs.map((rung, i) => ({ ...rung, at: rungs[i] ?? rung.at }));
      return { dues: { ...state.dues, [name]: { ...due, ...(dueAt === undefined ? {} : { dueAt }), rungs: moved } } };
    },
  }),
  /** `leftOut`: it came too late to be one, and was not sent. */
  DueReminded: event<OfDue & { leftOut?: boolean }>({
    audience: 'staff',
    apply: (state, data) => climbed(state, data),
  }),
  DueWarned: event<OfDue>({ audience: 'staff', apply: (state, data) => climbed(state, data) }),
  DueOverdue: event<OfDue>({
    audience: 'staff',
    apply: (state, data, { at }) => climbed(state, data, { overdueSince: at }),
  }),
  DueEscalated: event<OfDue>({
    audience: 'staff',
    apply: (state, data) => climbed(state, data, data.to === undefined ? {} : { role: data.to }),
  }),
  ActionRefused: event<{ action: string; code: string }>({
    audience: 'staff',
    apply: (state) => ({ refusals: state.refusals + 1 }),
  }),
  CaseRevived: event<Revived>({ audience: 'staff' }),
  QuestionFailed: event<{ question: string; reason: string }>({ audience: 'staff' }),
} satisfies EventDefinitions<ProceedingState>;

export type ProceedingPayloads = PayloadsOf<typeof PROCEEDING_EVENTS>;

function climbed(
  state: ProceedingState,
  { due: name, rung }: OfDue,
  change: Partial<Due> = {},
): Partial<ProceedingState> {
  const due = state.dues[name];
  if (due === undefined) return {};
  const rungs = due.rungs.map((one, i) => (i === rung ? { ...one, done: true } : one));
  return { dues: { ...state.dues, [name]: { ...due, ...change, rungs } } };
}
