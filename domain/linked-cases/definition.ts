import type { FileKind } from '../values/complaint-number';
import type { DataSchema } from '../actions/data-kinds';
import type { Envelope } from '../file/envelope';
import type { EventDefinitions, FactOf } from '../event';
import type { CaseEvent, NewEvent } from '../file/stored-event';
import type { Refusal } from '../file/refusal';
import type { Keeps } from '../file/room';
import type { Bilingual } from '../values/text';
import type { ProceedingPayloads } from './events';
import type { ProceedingState } from './state';

/**
 * What a person does to a proceeding, defined once: update, signal, route and document come from it. There are no tasks:
 * `refuse` says when it makes no sense, `who` whose it is.
 */
export interface ProceedingAction<S extends ProceedingState, D = unknown, F = Pick<NewEvent, 'type' | 'data'>> {
  name: string;
  title: Bilingual;
  help: Bilingual;
  /** See `ActionDefinition.data`. */
  data: DataSchema<D>;
  /** Roles that may do it, as things stand. */
  who: (state: S) => readonly string[];
  /** Staff ids who may do it whatever roles they hold, beside `who`. */
  persons?: (state: S) => readonly string[];
  /** Sent by ourselves alone, when a rule fires; has no route. */
  internal?: boolean;
  /** What of its data stays in the state. */
  keeps?: Keeps;
  /** Reasons of its own to refuse. Pure, by the state alone. */
  refuse?: (input: { state: S; message: Envelope<D> }) => Refusal | undefined;
  apply: (input: { state: S; message: Envelope<D> }) => F[];
}

/** Keeps the types of data and events (by their payloads) while all actions of a proceeding share one table. */
export function defineProceedingAction<S extends ProceedingState, P>() {
  type Fact = FactOf<P & ProceedingPayloads>;
  return <D>(action: ProceedingAction<S, D, Fact>): ProceedingAction<S, D, Fact> => action;
}

/**
 * Work beside the cases that has a file of its own: a mass incident, a corrective action. Like a case it is nothing but
 * its events, and people act on it by the same envelopes; unlike a case it walks no policy's line.
 */
export interface Proceeding<S extends ProceedingState> {
  kind: Exclude<FileKind, 'complaint'>;
  /** Its events, beside those that all proceedings share. */
  events: EventDefinitions<S>;
  /** Type of its first event. */
  opens: string;
  actions: ReadonlyMap<string, ProceedingAction<S>>;
  /** What an open wait asks for: the actions that end it, and staff ids who may do none of them. */
  asks: (state: S, due: string) => { actions: readonly string[]; closedTo?: readonly string[] };
  /** Plain facts, beside those that all proceedings have, by which lists are narrowed. */
  facts?: (state: S) => Readonly<Record<string, string | undefined>>;
  empty: (no: string) => S;
  evolve: (state: S, event: CaseEvent) => S;
}
