import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../text';
import type { keepPromise } from './definition';

export const keepPromiseLabels: StageLabels<typeof keepPromise> = {
  sentences: {
    PromiseKept: (e) =>
      e.isByNobody
        ? both('客户已按时得到承诺的答复。', 'The customer heard in time what was promised.')
        : both(`${e.who.zh}按时兑现了承诺。`, `${e.who.en} kept the promise in time.`),
    PromiseMissed: (e) =>
      both(
        `${e.words.time(e.text('promisedAt'))} 的承诺未按时兑现。`,
        `The promise for ${e.words.time(e.text('promisedAt'))} was missed.`,
      ),
    PromiseToldLate: (e) =>
      both(
        `${e.words.time(e.text('promisedAt'))} 的承诺，客户此时才得到答复。`,
        `Only now did the customer hear what was promised for ${e.words.time(e.text('promisedAt'))}.`,
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
