import { z } from 'zod';
import { ANSWERING_CHANNELS } from '../../channels/channels';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * A fault that may have hit others: those who use the same thing are approached before they complain (seed 003, P14;
 * seed 002: a batch of cases). How many there are and how many were told is counted; the list of them stays where it
 * is kept.
 */
export const approachOthers = defineStage({
  stage: 'approachOthers',
  title: both('主动联系其他客户', 'Contact other customers'),
  params: z.strictObject({ ...waitBase, stage: z.literal('approachOthers') }),
  actions: [
    defineAction({
      name: 'recordOutreach',
      title: both('记录主动联系', 'Record the outreach'),
      help: both(
        '可能受影响的客户数、已联系数、方式；没有全部联系到的须说明原因。',
        'Number of customers who may be affected, number contacted, and how. If not all were contacted, say why.',
      ),
      data: (text) =>
        z
          .strictObject({
            affected: z.int().nonnegative(),
            approached: z.int().nonnegative(),
            by: z.enum([...ANSWERING_CHANNELS, 'media', 'notice']),
            reason: text.optional(),
          })
          .refine((data) => data.approached <= data.affected, {
            path: ['approached'],
            message: 'more contacted than affected',
          }),
      refuse: ({ message: { data } }) =>
        data.approached < data.affected && data.reason === undefined
          ? refuse(
              'EvidenceMissing',
              422,
              both('没有联系到全部客户的须说明原因。', 'If not all customers were contacted, say why.'),
              both('填写 reason。', 'Fill in the reason.'),
            )
          : undefined,
    }),
  ],
  events: {
    OthersApproached: event<{ affected?: number; approached?: number; by?: string; reason?: string }>({
      audience: 'staff',
    }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
