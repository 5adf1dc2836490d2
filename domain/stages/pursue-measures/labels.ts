import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { pursueMeasures } from './definition';

export const pursueMeasuresLabels: StageLabels<typeof pursueMeasures> = {
  sentences: {
    MeasurePursued: (e) =>
      e.has('correctiveAction')
        ? both(
            `措施 ${e.number('measure')} 由纠正预防措施 ${e.text('correctiveAction')} 持续跟踪。`,
            `Measure ${e.number('measure')} is followed up as corrective action ${e.text('correctiveAction')}.`,
          )
        : both(
            `措施 ${e.number('measure')} 未能开立纠正预防措施。`,
            `No corrective action could be opened for measure ${e.number('measure')}.`,
          ),
  },
  actions: {},
};
