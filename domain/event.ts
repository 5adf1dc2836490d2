import type { CaseEvent } from './events';
import type { CaseState } from './state';

/**
 * Who sees an event, among those who may read its case. Every event says it where it is defined: there is no default, so
 * that nothing is shown because nobody thought of it.
 *
 * - `staff`: everybody who may read the case.
 * - `penalties`: who may know of penalties, and the person it is about (`api/case/penalties.ts`).
 */
export type Audience = 'staff' | 'penalties';

/** What an event of one type carries, who sees it, and how it changes the case. */
export interface EventDefinition<P extends object> {
  audience: Audience;
  /**
   * Pure; gets the state as it was and returns what is different. Personal data in `data` is sealed. Left out, the event is
   * kept and changes nothing.
   */
  apply?: (state: CaseState, data: P, event: CaseEvent) => Partial<CaseState>;
}

/** Event types by name, each with a payload of its own. */
export type EventDefinitions = Readonly<Record<string, EventDefinition<never>>>;

/** Defines one type of event: `event<{ founded: boolean }>({ audience: 'staff', apply: … })`. */
export function event<P extends object>(definition: EventDefinition<P>): EventDefinition<P> {
  return definition;
}

/** The payloads of some events, by type. */
export type PayloadsOf<E> = { [T in keyof E]: E[T] extends EventDefinition<infer P> ? P : never };
