import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import { describeTimeLimit } from '../../time/time-limit';
import type { TimeLimit } from '../../time/time-limit';
import { both } from '../../values/text';
import type { decideExtension } from './definition';

export const decideExtensionLabels: StageLabels<typeof decideExtension> = {
  sentences: {
    LimitExtended: (e) => {
      const clock = e.words.clock(e.text('clock'));
      const by = limitIn(e);
      return both(
        `${e.who.zh}批准时限「${clock.zh}」延长${describeTimeLimit(by, 'zh')}。`,
        `${e.who.en} extended the time limit "${clock.en}" by ${describeTimeLimit(by, 'en')}.`,
      );
    },
    ExtensionRefused: (e) => {
      const clock = e.words.clock(e.text('clock'));
      return e.isByNobody
        ? both(`无人审批，时限「${clock.zh}」不延长。`, `Nobody decided. The time limit "${clock.en}" stays unchanged.`)
        : both(
            `${e.who.zh}不同意延长时限「${clock.zh}」。`,
            `${e.who.en} refused to extend the time limit "${clock.en}".`,
          );
    },
    ExtensionLapsed: (e) => {
      const clock = e.words.clock(e.text('clock'));
      return both(
        `审批前时限「${clock.zh}」已结束，不再延长。`,
        `The time limit "${clock.en}" ended before the extension was decided.`,
      );
    },
  },
  actions: {
    approveExtension: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: {},
    },
    refuseExtension: {
      fields: {
        reason: { title: both('原因', 'Reason') },
      },
      example: { reason: '期限内可以办结' },
    },
  },
};

function limitIn(e: TimelineEntry<Record<string, unknown>>): TimeLimit {
  const { duration = 'P0D', counting = 'clock' } = e.inner('by') as Partial<TimeLimit>;
  return { duration, counting };
}
