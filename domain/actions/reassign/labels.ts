import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { reassign } from './definition';

export const reassignLabels: AnytimeLabels<typeof reassign> = {
  sentences: {},
  fields: {
    task: { title: both('待办', 'Task') },
    person: {
      title: both('改派给', 'To'),
      help: both('须符合该待办的岗位要求。', 'Somebody who is eligible for the task.'),
    },
    reason: { title: both('原因', 'Reason') },
  },
  example: { task: 'main/investigate/1/findings', person: 'wei', reason: '原经办人出差' },
};
