import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { record } from './definition';

export const recordLabels: StageLabels<typeof record> = {
  sentences: {
    CaseClassified: (e) => {
      const found = [
        ...(e.has('severity') ? [both(`严重程度 ${e.text('severity')}`, `severity ${e.text('severity')}`)] : []),
        ...(e.has('priority') ? [both(`优先级 ${e.text('priority')}`, `priority ${e.text('priority')}`)] : []),
        ...(e.is('major') ? [both('重大投诉', 'major')] : []),
        ...Object.entries(e.inner('facts')).map(([name, value]) => {
          const fact = `${name} = ${JSON.stringify(value)}`;
          return both(fact, fact);
        }),
      ];
      const zh = found.map((one) => one.zh).join('，');
      const en = found.map((one) => one.en).join(', ');
      return both(`系统按规则判定：${zh || '无'}。`, `Classified by rule: ${en || 'nothing'}.`);
    },
  },
  actions: {},
};
