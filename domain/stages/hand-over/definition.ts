import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { tellingSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * One organisational unit hands the case to another (seed 004: the group's call centre to the store): roles there are
 * told at once, and somebody in the role `who` takes it over and handles it from here on. What could not be sent has
 * told nobody; then `from`, the unit that hands over, tells them in person.
 */
export const handOver = defineStage({
  stage: 'handOver',
  title: both('移交', 'Hand over'),
  params: z.strictObject({
    ...waitBase,
    ...tellingSchema,
    stage: z.literal('handOver'),
    template: z.string().default('handedOver'),
    /** Whether whoever takes it over becomes the handler. */
    handler: z.boolean().default(true),
  }),
  actions: [
    defineAction({
      name: 'takeOver',
      title: both('接手', 'Take over'),
      help: both('确认已收到移交，由我处理。', 'Confirm receipt of the case and take over.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
    defineAction({
      name: 'confirmStaffTold',
      title: both('确认已口头通知', 'Confirm personal notification'),
      help: both(
        '短信、邮件未能送达时，当面或电话通知后确认。',
        'Use this action after notifying the recipient by phone or in person, when no message could be delivered.',
      ),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    HandedOver: event<{ to: string }>({ audience: 'staff' }),
    TakenOver: event<{ person?: string }>({
      audience: 'staff',
      apply: (_, data) => (data.person === undefined ? {} : { handler: data.person }),
    }),
  },
  refers: (step) => ({ roles: given(step.who, ...step.tell, step.from), templates: [step.template] }),
});
