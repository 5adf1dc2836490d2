import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { joinIncident } from './definition';

export const joinIncidentLabels: AnytimeLabels<typeof joinIncident> = {
  sentences: {
    IncidentJoined: (e) =>
      both(`投诉加入批量事件 ${e.text('incident')}。`, `Complaint linked to incident ${e.text('incident')}.`),
  },
  fields: {
    incident: { title: both('批量事件', 'Incident') },
  },
  example: { incident: 'M260930-4K7QMXJ' },
};
