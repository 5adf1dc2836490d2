import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../text';
import { both } from '../../text';
import type { callback } from './definition';

export const callbackLabels: StageLabels<typeof callback> = {
  sentences: {
    CallbackRecorded: (e) => {
      if (e.text('by') === 'visit') return visitSays(e);
      if (!e.is('reached')) return both('回访未联系到客户。', 'The callback did not reach the customer.');
      return e.is('satisfied')
        ? both('回访：客户满意。', 'The callback found the customer satisfied.')
        : both('回访：客户不满意。', 'The callback found the customer not satisfied.');
    },
    CustomerUnreachable: () =>
      both('多次回访均未联系到客户，照此结案。', 'No callback reached the customer, and the case ends so.'),
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
  if (!e.is('reached')) return both('走访未见到客户。', 'The visit did not find the customer.');
  return e.is('satisfied')
    ? both('走访：客户满意。', 'The visit found the customer satisfied.')
    : both('走访：客户不满意。', 'The visit found the customer not satisfied.');
}
