import type { Proceeding } from '../definition';
import { INCIDENT_ACTIONS } from './actions';
import { INCIDENT_EVENTS } from './events';
import { evolveIncident } from './evolve';
import { emptyIncident } from './state';
import type { IncidentState } from './state';

/** Many complaints about one thing: handled together, while each case keeps its own customer, clock and consent. */
export const INCIDENT: Proceeding<IncidentState> = {
  kind: 'incident',
  events: INCIDENT_EVENTS,
  opens: 'IncidentOpened',
  actions: INCIDENT_ACTIONS,
  asks: () => ({ actions: ['submitFindings'] }),
  empty: emptyIncident,
  evolve: evolveIncident,
};
