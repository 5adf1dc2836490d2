import { withDone } from './deeds';
import { withRungDone } from './tasks/changes';
import { DEFINED_EVENTS } from '../defined-events';
import { personsOf } from '../file/envelope';
import type { CaseEvent } from '../file/stored-event';
import { withKey } from '../file/keys-taken';
import type { CaseState } from './state';

/**
 * The only way a case changes: state and event give the next state, by what the event's definition says. Pure; the same
 * function runs in the workflow, in the journal's projection, in the rebuild and in the audit. Events arrive in order,
 * each number once.
 */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  if (event.seq !== state.seq + 1) {
    throw new RangeError(`event ${event.no}/${event.seq} does not follow number ${state.seq}`);
  }
  const { once, ...data } = event.data;
  // What it carries has the type that its definition says: nothing else is recorded under that name.
  const changed = DEFINED_EVENTS.get(event.type)?.apply?.(state, data as never, event);
  const next: CaseState = { ...state, ...changed, seq: event.seq };
  // Facts that time brings about are rungs of a ladder, too.
  const { task, rung } = data;
  if (typeof task === 'string' && typeof rung === 'number') Object.assign(next, withRungDone(next, { task, rung }));
  // The mark by which a stage knows that it has recorded this already.
  if (typeof once === 'string') next.answers = { ...next.answers, [once]: true };
  if (event.cause !== undefined) {
    const { key, action, fingerprint } = event.cause;
    next.keys = withKey(next.keys, key, { print: fingerprint, seq: event.seq });
    if (event.by !== undefined) next.did = withDone(next.did, action, personsOf(event.by), event.seq);
  }
  return next;
}
