import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { sort } from './definition';

export const sortLabels: StageLabels<typeof sort> = {
  sentences: {
    CategoryJudged: (e) => {
      const category = e.words.category(e.text('category'));
      return both(`${e.who.zh}判定类别：${category.zh}。`, `${e.who.en} set the category: ${category.en}.`);
    },
  },
  actions: {
    sort: {
      fields: {
        category: { title: both('类别', 'Category'), help: both('办法中的类别代码。', 'A category of the policy.') },
        reason: { title: both('原因', 'Reason') },
      },
      example: { category: 'service', reason: '主要是接待态度' },
    },
  },
};
