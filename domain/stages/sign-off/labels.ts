import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { signOff } from './definition';

export const signOffLabels: StageLabels<typeof signOff> = {
  sentences: {
    SignedOff: (e) => {
      const names = e.list('by').map((id) => e.words.person(String(id)));
      return both(`会签完成：${names.join('、')}。`, `Signed off by ${names.join(', ')}.`);
    },
  },
  actions: {
    signOff: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: { comment: '已阅' },
    },
  },
};
