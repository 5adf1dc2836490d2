import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { merge } from './definition';

export const mergeLabels: AnytimeLabels<typeof merge> = {
  sentences: {
    MergeRequested: (e) =>
      both(`${e.who.zh}请求将本案并入 ${e.text('into')}。`, `${e.who.en} requested a merge into ${e.text('into')}.`),
  },
  fields: {
    into: {
      title: both('并入的投诉', 'Into'),
      help: both('另一投诉的编号，以后在那里办理。', 'Number of the complaint in which both go on.'),
    },
    reason: { title: both('并案理由', 'Reason') },
  },
  example: { into: 'C260930-4K7QMXJ', reason: '同一客户就同一件事重复投诉' },
};
