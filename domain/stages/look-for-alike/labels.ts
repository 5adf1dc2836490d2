import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { lookForAlike } from './definition';

export const lookForAlikeLabels: StageLabels<typeof lookForAlike> = {
  sentences: {
    AlikeCounted: (e) =>
      both(
        `系统发现同类投诉 ${e.number('count')} 件${e.has('incident') ? `，属于批量事件 ${e.text('incident')}` : ''}。`,
        `Similar complaints found: ${e.number('count')}${e.has('incident') ? `, part of incident ${e.text('incident')}` : ''}.`,
      ),
  },
  actions: {},
};
