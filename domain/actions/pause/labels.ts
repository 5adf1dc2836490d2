import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { pause } from './definition';

export const pauseLabels: AnytimeLabels<typeof pause> = {
  sentences: {
    CasePaused: (e) => {
      const isCustomer = e.text('waitsFor') === 'customer';
      return both(
        `${e.who.zh}暂停计时，等待${isCustomer ? '客户' : '第三方'}。`,
        `${e.who.en} paused the time limits: waiting for ${isCustomer ? 'the customer' : 'a third party'}.`,
      );
    },
  },
  fields: {
    waitsFor: { title: both('等待对象', 'Waiting for') },
    reason: { title: both('原因', 'Reason') },
    until: {
      title: both('自动恢复时间', 'Until'),
      help: both(
        '不填则由人恢复，但不超过办法规定的最长时间。',
        'Left out, somebody resumes it, within the longest time that the policy allows.',
      ),
    },
  },
  example: { waitsFor: 'customer', reason: '等客户寄回发票', until: '2026-10-15T17:00:00+08:00' },
};
