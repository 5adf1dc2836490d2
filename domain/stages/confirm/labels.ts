import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { confirm } from './definition';

export const confirmLabels: StageLabels<typeof confirm> = {
  sentences: {
    QualityConfirmed: (e) => faultSays(e, '到前台验货确认', 'inspected the goods at the desk'),
    DeskDecided: (e) => faultSays(e, '由前台决定', 'decided at the desk'),
  },
  actions: {
    confirmQuality: {
      fields: {
        atFault: { title: both('属质量问题', 'Quality fault') },
        finding: { title: both('检查情况', 'Finding') },
      },
      example: { atFault: true, finding: '内胆有裂纹' },
    },
    decideAtDesk: {
      fields: {
        atFault: { title: both('属质量问题', 'Quality fault') },
        finding: { title: both('检查情况', 'Finding') },
      },
      example: { atFault: true },
    },
  },
};

function faultSays(e: TimelineEntry<Record<string, unknown>>, zh: string, en: string): Bilingual {
  return both(
    `${e.who.zh}${zh}：${e.is('atFault') ? '属质量问题' : '不属质量问题'}。`,
    `${e.who.en} ${en}: ${e.is('atFault') ? 'quality fault' : 'no quality fault'}.`,
  );
}
