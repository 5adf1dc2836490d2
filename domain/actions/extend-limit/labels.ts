import type { AnytimeLabels } from '../../labels/action-labels';
import { describeTimeLimit } from '../../time/time-limit';
import type { TimeLimit } from '../../time/time-limit';
import { both } from '../../values/text';
import type { extendLimit } from './definition';

export const extendLimitLabels: AnytimeLabels<typeof extendLimit> = {
  sentences: {
    ExtensionAsked: (e) => {
      const clock = e.words.clock(e.text('clock'));
      const { duration = 'P0D', counting = 'clock' } = e.inner('by') as Partial<TimeLimit>;
      const by = { duration, counting };
      return both(
        `${e.who.zh}申请将时限「${clock.zh}」延长${describeTimeLimit(by, 'zh')}。`,
        `${e.who.en} requested an extension of the time limit "${clock.en}" by ${describeTimeLimit(by, 'en')}.`,
      );
    },
  },
  fields: {
    clock: { title: both('时限', 'Time limit') },
    more: {
      title: both('延长多久', 'How much more'),
      help: both(
        '如 P10D 或 PT48H；不填即办法允许的最长时间。',
        'Such as P10D or PT48H; left out, the longest that the policy allows.',
      ),
    },
    reason: { title: both('延期理由', 'Reason') },
  },
  example: { clock: 'resolution', more: 'P10D', reason: '检测机构尚未出具报告' },
};
