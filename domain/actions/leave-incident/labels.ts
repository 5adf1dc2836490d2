import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { leaveIncident } from './definition';

export const leaveIncidentLabels: AnytimeLabels<typeof leaveIncident> = {
  sentences: {
    IncidentLeft: (e) =>
      both(`投诉退出批量事件 ${e.text('incident')}。`, `Complaint unlinked from incident ${e.text('incident')}.`),
  },
  fields: {
    incident: { title: both('批量事件', 'Incident') },
  },
  example: { incident: 'M260930-4K7QMXJ' },
};
