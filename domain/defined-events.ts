import { ANYTIME } from './actions';
import { CASE_EVENTS } from './case/events';
import type { CaseEventPayloads } from './case/events';
import type { Audience, EventDefinition, EventDefinitions, FactOf, PayloadsOf } from './event';
import type { NewEvent } from './file/stored-event';
import { STAGES } from './stages';
import type { StageName } from './stages';
import type { SharedPayloads } from './step/shared-events';
import { SHARED_EVENTS } from './step/shared-events';

type Defined<S extends { events: unknown }> = S extends unknown ? FactOf<PayloadsOf<S['events']>> : never;

/** Whatever may happen to a case, each with its payload: one union of all events. */
export type CaseFact =
  | FactOf<CaseEventPayloads>
  | FactOf<SharedPayloads>
  | Defined<(typeof ANYTIME)[keyof typeof ANYTIME]>
  | { [S in StageName]: Defined<(typeof STAGES)[S]> }[StageName];

/** A fact of a case before it has number and time, as the workflow brings it about. */
export type NewCaseEvent = CaseFact & Omit<NewEvent, 'type' | 'data'>;

/** An event as it is defined, and the stage whose own it is, if it is one's. */
export interface DefinedEvent extends EventDefinition<never> {
  ofStage?: string;
}

const TABLES: readonly { events: EventDefinitions; stage?: string }[] = [
  { events: CASE_EVENTS },
  { events: SHARED_EVENTS },
  ...Object.values(ANYTIME).map(({ events }) => ({ events })),
  ...Object.values(STAGES).map(({ events, stage }) => ({ events, stage })),
];

/** Every event of a case by type; a map, so that none is found that only every object has (`toString`). */
export const DEFINED_EVENTS: ReadonlyMap<string, DefinedEvent> = new Map(
  TABLES.flatMap(({ events, stage }) =>
    Object.entries(events).map(([type, definition]): [string, DefinedEvent] => [
      type,
      stage === undefined ? definition : { ...definition, ofStage: stage },
    ]),
  ),
);

/** Types of events that a case knows; anything else is a fact that is only kept. */
export const KNOWN_EVENTS: readonly string[] = [...DEFINED_EVENTS.keys()];

/** Who sees an event of a case that they may read; undefined of one that nothing defines, which auditors alone see. */
export function audienceOf(type: string): Audience | undefined {
  return DEFINED_EVENTS.get(type)?.audience;
}

/** Whether the machinery keeps its place by it, so that a reader can do without. */
export function isMinor(type: string): boolean {
  return DEFINED_EVENTS.get(type)?.minor === true;
}
