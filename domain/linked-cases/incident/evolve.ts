import type { CaseEvent } from '../../file/stored-event';
import { evolveBy } from '../evolve';
import { INCIDENT_EVENTS } from './events';
import type { IncidentState } from './state';

/** The only way an incident changes. */
export const evolveIncident = (state: IncidentState, event: CaseEvent): IncidentState => {
  const next = evolveOwn(state, event);
  if (next.members === state.members) return next;
  const places = placesOf(next.members);
  return places.length === 0 && next.places === undefined ? next : { ...next, places };
};
const evolveOwn = evolveBy<IncidentState>(INCIDENT_EVENTS);

/** Where the complaints belong that it answers: each path once. One answer for several places is given above them all. */
function placesOf(members: IncidentState['members']): (readonly string[])[] {
  const paths = Object.values(members).flatMap(({ status, places }) =>
    places === undefined || (status !== 'member' && status !== 'closed') ? [] : [places],
  );
  return paths.filter((path, i) => paths.findIndex((other) => other.join('/') === path.join('/')) === i);
}
