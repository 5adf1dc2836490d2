import { z } from 'zod';
import { proceedingNumberSchema } from '../data-kinds';
import { event } from '../../event';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { refuseStrangers } from '../of-incidents';

/** The case goes on by itself; what it has already taken up stays. */
export const leaveIncident = defineAnytimeAction({
  name: 'leaveIncident',
  who: 'incident',
  title: both('退出批量事件', 'Leave an incident'),
  help: both('由批量事件发出。', 'Sent by the incident itself.'),
  isOffered: () => false,
  data: () => z.strictObject({ incident: proceedingNumberSchema() }),
  refuse: ({ state, message }) => refuseStrangers(state, message),
  events: {
    IncidentLeft: event<{ incident: string }>({ audience: 'staff', apply: () => ({ incident: undefined }) }),
  },
  apply: ({ message: { data } }) => [{ type: 'IncidentLeft', data }],
});
