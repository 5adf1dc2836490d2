import type { CaseEvent } from './file/stored-event';
import type { CaseState } from './case/state';

/**
 * Who sees an event, among those who may read its file. Every event says it where it is defined: there is no default, so
 * that nothing is shown because nobody thought of it.
 *
 * - `staff`: everybody who may read the file.
 * - `penalties`: who may know of penalties, and the person it is about (`api/case/penalties.ts`).
 */
export type Audience = 'staff' | 'penalties';

/**
 * What tells why an event happened by itself (`domain/rules/why.ts`); left out, the policy's step provides for it. `follows`: it
 * follows from other events, and nobody asks why.
 */
export type Why =
  | ('follows' | 'decision' | 'failedDecision' | 'unclear' | 'time' | 'timer' | 'rung')
  | ('openedTask' | 'movedTask' | 'skipped' | 'lineStarted' | 'clockStarted' | 'clockSet' | 'clockStopped');

/** What is said of an event of one type beside what it changes. */
export interface EventTraits {
  audience: Audience;
  /** The machinery keeps its place by it: whoever wants to know what happened can do without. */
  minor?: true;
  why?: Why;
  /** That a case comes to a step and leaves it. The policy says so to everybody, whatever the step is about. */
  ofTheLine?: true;
  /** It holds the customer's own words as `text`, and what they were taken down as. */
  customersWords?: true;
  /** Its `text` is found by its words. */
  searched?: true;
  /** The part of a printed report that lists it. */
  inReport?: 'answers' | 'told';
}

/** What an event of one type carries, who sees it, and how it changes the file whose state is an `S`. */
export interface EventDefinition<P extends object, S = CaseState> extends EventTraits {
  /**
   * Pure; gets the state as it was and returns what is different. Personal data in `data` is sealed. Left out, the event is
   * kept and changes nothing.
   */
  apply?: (state: S, data: P, event: CaseEvent) => Partial<S>;
}

/** Event types by name, each with a payload of its own. */
export type EventDefinitions<S = CaseState> = Readonly<Record<string, EventDefinition<never, S>>>;

/** Defines one type of event of a case: `event<{ founded: boolean }>({ audience: 'staff', apply: … })`. */
export function event<P extends object>(definition: EventDefinition<P>): EventDefinition<P> {
  return definition;
}

/** As `event`, for files of another kind: `const event = eventOf<IncidentState>()`. */
export function eventOf<S>() {
  return <P extends object>(definition: EventDefinition<P, S>): EventDefinition<P, S> => definition;
}

/** The payloads of some events, by type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of whatever kind of file
export type PayloadsOf<E> = { [T in keyof E]: E[T] extends EventDefinition<infer P, any> ? P : never };

/** One of these events before the file has given it number and time, `P` being the payloads by type. */
export type FactOf<P> = { [T in keyof P & string]: { type: T; place?: string; data: P[T] } }[keyof P & string];
