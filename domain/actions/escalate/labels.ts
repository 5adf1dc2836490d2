import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { escalate } from './definition';

export const escalateLabels: AnytimeLabels<typeof escalate> = {
  sentences: {},
  fields: {
    task: { title: both('待办', 'Task') },
    reason: { title: both('上报原因', 'Reason') },
  },
  example: { task: 'main/judge/1/judge', reason: '超出本岗权限' },
};
