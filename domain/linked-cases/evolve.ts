import type { EventDefinition, EventDefinitions } from '../event';
import type { CaseEvent } from '../file/stored-event';
import { withKey } from '../file/keys-taken';
import { PROCEEDING_EVENTS } from './events';
import type { ProceedingState } from './state';

/** Maps, so that no type of event is found that only every object has (`toString`). */
const SHARED: ReadonlyMap<string, EventDefinition<never, ProceedingState>> = new Map(Object.entries(PROCEEDING_EVENTS));

/** Makes the `evolve` of a kind of proceeding: its own events, and those that all kinds share. */
export function evolveBy<S extends ProceedingState>(own: EventDefinitions<S>): (state: S, event: CaseEvent) => S {
  const definitions = new Map(Object.entries(own));
  return (state, event) => {
    if (event.seq !== state.seq + 1)
      throw new RangeError(`event ${event.no}/${event.seq} does not follow number ${state.seq}`);
    const data = event.data as never;
    const changed = SHARED.get(event.type)?.apply?.(state, data, event);
    const next: S = {
      ...state,
      ...changed,
      ...definitions.get(event.type)?.apply?.(state, data, event),
      seq: event.seq,
    };
    if (event.cause === undefined) return next;
    const { key, fingerprint } = event.cause;
    return { ...next, keys: withKey(next.keys, key, { print: fingerprint, seq: event.seq }) };
  };
}
