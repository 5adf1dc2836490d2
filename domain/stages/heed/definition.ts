import { z } from 'zod';
import { defineAction } from '../../action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../text';

/** What the customer sent is taken up by somebody, whatever step the case is at. */
export const heed = defineStage({
  stage: 'heed',
  title: both('处理客户来信', "Take up the customer's message"),
  params: z.strictObject({ ...waitBase, who: z.string().min(1).optional(), stage: z.literal('heed') }),
  actions: [
    defineAction({
      name: 'heedMessage',
      title: both('已处理来信', 'The message is taken up'),
      help: both(
        '来信已读并已处理；需要时先办理相应操作，如记录答复、重新受理。',
        'It was read, and done about it what it asks for, such as recording an answer or reopening.',
      ),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    MessageHeeded: event<{ line: string; comment?: string }>({
      audience: 'staff',
      apply: (state, data) => ({
        inbound: state.inbound.map((one) => (one.line === data.line ? { ...one, heeded: true } : one)),
      }),
    }),
  },
  refers: (step) => ({ roles: given(step.who) }),
});
