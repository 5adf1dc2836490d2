import type { StageLabels } from '../../labels/stage-labels';
import type { TimelineEntry } from '../../labels/timeline-entry';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { callback } from './definition';

export const callbackLabels: StageLabels<typeof callback> = {
  sentences: {
    CallbackRecorded: (e) => {
      if (e.text('by') === 'visit') return visitSays(e);
      if (!e.is('reached')) return both('回访未联系到客户。', 'Callback: customer not reached.');
      const { zh, en } = ratingIn(e);
      return e.is('satisfied')
        ? both(`回访：客户满意${zh}。`, `Callback: customer satisfied${en}.`)
        : both(`回访：客户不满意${zh}。`, `Callback: customer not satisfied${en}.`);
    },
    CustomerUnreachable: () =>
      both('多次回访均未联系到客户，照此结案。', 'No callback reached the customer. The case is closed on this basis.'),
  },
  actions: {
    recordCallback: {
      fields: {
        reached: { title: both('已联系上', 'Customer reached') },
        satisfied: { title: both('客户满意', 'Customer satisfied') },
        rating: {
          title: both('满意度评分', 'Rating'),
          help: both('1 为很不满意，5 为很满意。', '1 is not at all satisfied, 5 is very satisfied.'),
        },
        comment: { title: both('说明', 'Comment') },
        newDemand: { title: both('新诉求', 'New demand') },
      },
      rules: [
        { when: { reached: [true] }, needs: ['satisfied'] },
        { when: { reached: [false] }, excludes: ['rating'] },
      ],
      example: { reached: true, satisfied: true },
    },
  },
};

function ratingIn(e: TimelineEntry<Record<string, unknown>>): Bilingual {
  return e.has('rating') ? both(`，评 ${e.number('rating')} 分`, ` (${e.number('rating')} of 5)`) : both('', '');
}

function visitSays(e: TimelineEntry<Record<string, unknown>>): Bilingual {
  if (!e.is('reached')) return both('走访未见到客户。', 'Visit: customer not met.');
  const { zh, en } = ratingIn(e);
  return e.is('satisfied')
    ? both(`走访：客户满意${zh}。`, `Visit: customer satisfied${en}.`)
    : both(`走访：客户不满意${zh}。`, `Visit: customer not satisfied${en}.`);
}
