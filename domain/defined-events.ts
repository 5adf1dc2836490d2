import type { Audience, EventDefinition, EventDefinitions } from './event';
import { STAGES } from './stages';
import { SHARED_EVENTS } from './step/shared-events';

const TABLES: readonly EventDefinitions[] = [SHARED_EVENTS, ...Object.values(STAGES).map(({ events }) => events)];

/** The events of all stages by type; a map, so that none is found that only every object has (`toString`). */
export const DEFINED_EVENTS: ReadonlyMap<string, EventDefinition<never>> = new Map(
  TABLES.flatMap((events) => Object.entries(events)),
);

/** Who sees an event of a case that they may read; what happens to the case as a whole is everybody's who may. */
export function audienceOf(type: string): Audience {
  return DEFINED_EVENTS.get(type)?.audience ?? 'staff';
}
