import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../text';
import { both } from '../../text';
import type { callback } from './definition';

export const callbackLabels: StageLabels<typeof callback> = {
  sentences: {
    CallbackRecorded: (e) => {
      if (e.text('by') === 'visit') return visitSays(e);
      if (!e.is('reached')) return both('回访未联系到客户。', 'Callback: customer not reached.');
      return e.is('satisfied')
        ? both('回访：客户满意。', 'Callback: customer satisfied.')
        : both('回访：客户不满意。', 'Callback: customer not satisfied.');
    },
    CustomerUnreachable: () =>
      both('多次回访均未联系到客户，照此结案。', 'No callback reached the customer. The case is closed on this basis.'),
  },
  actions: {
    recordCallback: {
      fields: {
        reached: { title: both('已联系上', 'Customer reached') },
        satisfied: { title: both('客户满意', 'Customer satisfied') },
        comment: { title: both('说明', 'Comment') },
        newDemand: { title: both('新诉求', 'New demand') },
      },
      example: { reached: true, satisfied: true },
    },
  },
};

function visitSays(e: TimelineEntry<Record<string, unknown>>): Bilingual {
  if (!e.is('reached')) return both('走访未见到客户。', 'Visit: customer not met.');
  return e.is('satisfied')
    ? both('走访：客户满意。', 'Visit: customer satisfied.')
    : both('走访：客户不满意。', 'Visit: customer not satisfied.');
}
