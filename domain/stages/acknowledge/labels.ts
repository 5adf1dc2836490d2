import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { acknowledge } from './definition';

export const acknowledgeLabels: StageLabels<typeof acknowledge> = {
  sentences: {},
  actions: {
    confirmTold: {
      fields: {
        reached: {
          title: both('已告知客户', 'Customer notified'),
          help: both('未联系上填否。', 'No if you could not reach the customer.'),
        },
        comment: { title: both('说明', 'Comment') },
      },
      example: { reached: true },
    },
  },
};
