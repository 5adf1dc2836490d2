import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { reportBack } from './definition';

export const reportBackLabels: StageLabels<typeof reportBack> = {
  sentences: {
    ResultReported: (e) =>
      both(
        `${e.who.zh}反馈了处理结果${e.is('inTime') ? '' : '（已超时）'}。`,
        `${e.who.en} reported the result back${e.is('inTime') ? '' : ', late'}.`,
      ),
  },
  actions: {
    reportResult: {
      fields: {
        result: { title: both('处理结果', 'Result') },
      },
      example: { result: '已更换总成，客户认可' },
    },
  },
};
