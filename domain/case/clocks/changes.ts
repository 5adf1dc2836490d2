import type { Clock } from './clock';
import type { CaseState } from '../state';

/** A case with one of its clocks changed, if it has that. */
export function withClock(state: CaseState, id: string, change: (clock: Clock) => Clock): Partial<CaseState> {
  const clock = state.clocks[id];
  return clock === undefined ? {} : { clocks: { ...state.clocks, [id]: change(clock) } };
}

export function mapClocks(state: CaseState, change: (clock: Clock) => Clock): CaseState['clocks'] {
  return Object.fromEntries(Object.entries(state.clocks).map(([id, clock]) => [id, change(clock)]));
}

export function mapRunning(state: CaseState, change: (clock: Clock) => Clock): CaseState['clocks'] {
  return mapClocks(state, (clock) => (clock.status === 'running' ? change(clock) : clock));
}
