import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { adoptAnswer } from './definition';

export const adoptAnswerLabels: AnytimeLabels<typeof adoptAnswer> = {
  sentences: {
    AnswerAdopted: (e) =>
      e.has('proposal')
        ? both('收到批量事件的统一答复。', 'Joint answer received from the incident.')
        : both('收到批量事件的统一调查结果。', 'Joint findings received from the incident.'),
  },
  fields: {
    incident: { title: both('批量事件', 'Incident') },
    findings: { title: both('统一调查结果', 'Findings for all') },
    proposal: { title: both('统一答复', 'Answer for all') },
  },
  example: {
    incident: 'M260930-4K7QMXJ',
    findings: { by: 'wei', cause: '插座接触不良', causeCode: 'socket', persons: [] },
  },
};
