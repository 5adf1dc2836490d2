import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { idSchema, thenSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

/**
 * A written notice goes to the other side, and the proof that it was delivered is an event of its own: time limits for an
 * answer run from the day it was received, not from the day it was sent (seed 000, complaints about tourism).
 */
export const serveNotice = defineStage({
  stage: 'serveNotice',
  outward: true,
  title: both('送达通知', 'Serve notice'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('serveNotice'),
    /** What is served, so that a later step can count from it: the notice, a decision. */
    notice: idSchema.default('notice'),
    attempts: z.int().min(1).max(10).default(3),
    /** Between two attempts. */
    pause: timeLimitSchema.optional(),
    /** Step to go to when no attempt has succeeded; without it the case goes on unserved. */
    undelivered: z.strictObject({ to: thenSchema }).prefault({}),
  }),
  actions: [
    defineAction({
      name: 'recordService',
      title: both('登记送达结果', 'Record delivery'),
      help: both(
        '送达须写明签收时间并附送达回证；未送达的写明原因。',
        'If delivered, give the time of receipt and the proof of delivery. If not, give the reason.',
      ),
      data: (text) =>
        z.strictObject({
          delivered: z.boolean(),
          receivedAt: instantSchema().optional(),
          method: z.enum(['mail', 'hand', 'electronic', 'entrusted', 'publication']).optional(),
          /** Where the receipt is, or its number. */
          proof: text.optional(),
          comment: text.optional(),
        }),
      refuse: ({ message: { data }, now }) => {
        if (!data.delivered) return undefined;
        if (data.receivedAt === undefined || data.proof === undefined)
          return refuse(
            'EvidenceMissing',
            422,
            both('送达须写明签收时间和送达回证。', 'For a delivery, give the time of receipt and the proof.'),
            both('填写 receivedAt 和 proof。', 'Fill in "receivedAt" and "proof".'),
          );
        return now !== undefined && Date.parse(data.receivedAt) > Date.parse(now)
          ? refuse('NotYet', 409, both('签收时间尚未到。', 'The time of receipt is in the future.'))
          : undefined;
      },
    }),
  ],
  events: {
    NoticeServed: event<{ notice: string; receivedAt: string; method?: string; proof?: string }>({
      audience: 'staff',
      apply: (state, data) => ({
        notices: { ...state.notices, [data.notice]: data },
      }),
    }),
    NoticeUndelivered: event<{ notice: string; comment?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who], steps: given(step.undelivered.to) }),
});
