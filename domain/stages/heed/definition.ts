import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/** What the customer sent is taken up by somebody, whatever step the case is at. */
export const heed = defineStage({
  stage: 'heed',
  title: both('处理客户补充反馈', 'Handle the customer’s message'),
  params: z.strictObject({ ...waitBase, who: z.string().min(1).optional(), stage: z.literal('heed') }),
  actions: [
    defineAction({
      name: 'heedMessage',
      title: both('已处理补充反馈', 'Message handled'),
      help: both(
        '已阅读并处理客户补充反馈；需要时先办理相应操作，如记录答复、重新受理。',
        'The message was read and handled. If needed, first take the matching action, such as recording an answer or reopening.',
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
