import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { readBack } from './definition';

export const readBackLabels: StageLabels<typeof readBack> = {
  sentences: {
    RecordConfirmed: () => both('客户确认了记录。', 'The customer confirmed the record.'),
    RecordCorrected: (e) =>
      both(`${e.who.zh}按客户的话更正了记录。`, `${e.who.en} corrected the record as the customer asked.`),
  },
  actions: {
    confirmRecord: {
      fields: {
        confirmed: { title: both('客户确认无误', 'Customer confirms the record') },
        correction: {
          title: both('更正内容', 'Correction'),
          help: both('客户指出的错误和正确的说法。', 'The error the customer pointed out, and the correct version.'),
        },
      },
      example: { confirmed: true },
    },
  },
};
