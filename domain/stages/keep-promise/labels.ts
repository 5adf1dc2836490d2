import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { keepPromise } from './definition';

export const keepPromiseLabels: StageLabels<typeof keepPromise> = {
  sentences: {
    PromiseKept: (e) =>
      e.isByNobody
        ? both('客户已按时得到承诺的答复。', 'The customer was informed on time as promised.')
        : both(`${e.who.zh}按时兑现了承诺。`, `${e.who.en} kept the promise on time.`),
    PromiseMissed: (e) =>
      both(
        `${e.words.time(e.text('promisedAt'))} 的承诺未按时兑现。`,
        `Promise for ${e.words.time(e.text('promisedAt'))} missed.`,
      ),
    PromiseToldLate: (e) =>
      both(
        `${e.words.time(e.text('promisedAt'))} 的承诺，客户此时才得到答复。`,
        `The customer was informed late; promised for ${e.words.time(e.text('promisedAt'))}.`,
      ),
  },
  actions: {
    keepPromise: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: { comment: '已电话告知' },
    },
  },
};
