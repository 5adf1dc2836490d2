import { z } from 'zod';
import { proceedingNumberSchema } from '../data-kinds';
import { event } from '../../event';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { refuseOthers } from '../of-incidents';

/** The case belongs to a mass incident from now on. Nothing else changes: customer, clocks and consent stay its own. */
export const joinIncident = defineAnytimeAction({
  name: 'joinIncident',
  who: 'incident',
  title: both('加入批量事件', 'Join an incident'),
  help: both('由批量事件发出。', 'Sent by the incident itself.'),
  isOffered: () => false,
  data: () => z.strictObject({ incident: proceedingNumberSchema() }),
  refuse: ({ state, message }) =>
    refuseOthers(message) ??
    (state.incident === undefined && state.status === 'open'
      ? undefined
      : refuse(
          'AlreadySo',
          409,
          both('已属于一个事件，或已答复。', 'The case is already linked to an incident or has been answered.'),
        )),
  events: {
    IncidentJoined: event<{ incident: string }>({
      audience: 'staff',
      apply: (_, { incident }, event) => ({ incident: { no: incident, since: event.at } }),
    }),
  },
  apply: ({ message: { data } }) => [{ type: 'IncidentJoined', data }],
});
