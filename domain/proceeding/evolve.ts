import type { CaseEvent } from '../events';
import { withKey } from '../keys-taken';
import type { ProceedingReducer } from './definition';
import type { Due, ProceedingState } from './state';

/** Makes the `evolve` of a kind of proceeding: its own events, and those that all kinds share. */
export function evolveBy<S extends ProceedingState>(
  own: Readonly<Record<string, ProceedingReducer<S>>>,
): (state: S, event: CaseEvent) => S {
  const reducers = new Map(Object.entries(own));
  return (state, event) => {
    if (event.seq !== state.seq + 1)
      throw new RangeError(`event ${event.no}/${event.seq} does not follow number ${state.seq}`);
    const changed = SHARED_EVENTS.get(event.type)?.(state, event.data, event);
    const next: S = { ...state, ...changed, ...reducers.get(event.type)?.(state, event.data, event), seq: event.seq };
    if (event.cause === undefined) return next;
    const { key, fingerprint } = event.cause;
    return { ...next, keys: withKey(next.keys, key, { print: fingerprint, seq: event.seq }) };
  };
}

interface OfDue {
  due: string;
  rung: number;
  to?: string;
}

const shared: Readonly<Record<string, ProceedingReducer<ProceedingState>>> = {
  DueSet: (state, { due, ...plan }: Due & { due: string }, event) => ({
    dues: { ...state.dues, [due]: { ...plan, since: event.at } },
  }),
  DueMet: (state, { due }: { due: string }) => ({
    dues: Object.fromEntries(Object.entries(state.dues).filter(([name]) => name !== due)),
  }),
  /** Whoever was told late has as long until the next step. */
  DueMoved: (state, { due: name, dueAt, rungs }: { due: string; dueAt?: string; rungs: string[] }) => {
    const due = state.dues[name];
    if (due === undefined) return {};
    const moved = due.rungs.map((rung, i) => ({ ...rung, at: rungs[i] ?? rung.at }));
    return { dues: { ...state.dues, [name]: { ...due, ...(dueAt === undefined ? {} : { dueAt }), rungs: moved } } };
  },
  DueReminded: (state, data: OfDue) => climbed(state, data),
  DueWarned: (state, data: OfDue) => climbed(state, data),
  DueOverdue: (state, data: OfDue, event) => climbed(state, data, { overdueSince: event.at }),
  DueEscalated: (state, data: OfDue) => climbed(state, data, data.to === undefined ? {} : { role: data.to }),
  ActionRefused: (state) => ({ refusals: state.refusals + 1 }),
};
const SHARED_EVENTS = new Map(Object.entries(shared));
/** Types of events that every kind of proceeding may have. */
export const SHARED_EVENT_TYPES: readonly string[] = [...SHARED_EVENTS.keys()];

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
