import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * What was recorded is read back to the customer, who confirms it (seed 002: read back; seed 003: the customer confirms
 * the record, which nobody may alter afterwards). What was taken down wrongly is put right by a correction beside it.
 */
export const readBack = defineStage({
  stage: 'readBack',
  title: both('复述核对', 'Read back'),
  params: z.strictObject({ ...waitBase, stage: z.literal('readBack') }),
  actions: [
    defineAction({
      name: 'confirmRecord',
      title: both('客户确认记录', 'Customer confirms the record'),
      help: both(
        '向客户复述记录；有误时写明更正。',
        'Read the record back to the customer. Correct anything that is wrong.',
      ),
      data: (text) => z.strictObject({ confirmed: z.boolean(), correction: text.optional() }),
      customersWord: () => true,
      refuse: ({ message }) =>
        !message.data.confirmed && message.data.correction === undefined
          ? refuse(
              'EvidenceMissing',
              422,
              both('客户不认可时须写明更正。', 'If the customer does not confirm the record, correct it.'),
              both('填写 correction。', 'Fill in "correction".'),
            )
          : undefined,
    }),
  ],
  events: {
    RecordConfirmed: event<object>({ audience: 'staff' }),
    RecordCorrected: event<object>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
