import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { promise } from './definition';

export const promiseLabels: AnytimeLabels<typeof promise> = {
  sentences: {},
  fields: {
    at: {
      title: both('承诺时间', 'Time'),
      help: both('最迟在此时答复客户。', 'The customer hears by then at the latest.'),
    },
    of: {
      title: both('承诺内容', 'What was promised'),
      help: both('有无进展都答复，或届时告知处理结果。', 'Word with or without news, or the result itself.'),
    },
    what: { title: both('说明', 'In words') },
  },
  example: { at: '2026-09-30T17:00:00+08:00', what: '电话告知检测结果' },
};
