import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { idSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { openTasks } from '../../case/tasks/tasks';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

interface Reply {
  dueAt: string;
  receivedAt?: string;
  late?: boolean;
  grounds?: string;
  investigation?: string;
}

/**
 * The other side's written reply, within so long of the day on which it *received* the notice, stating the grounds of
 * the complaint and the course of its own investigation; or its silence, which does not stop the case (seed 000,
 * complaints about tourism: 30 days). That silence counts from the end of the limit is what this stage is for: no ladder
 * has to say it, but one may grant days for what is still in the post.
 */
export const respondentReply = defineStage({
  stage: 'respondentReply',
  title: both('被投诉方书面答复', 'Written reply of the respondent'),
  params: z.strictObject({
    ...waitBase,
    within: timeLimitSchema,
    stage: z.literal('respondentReply'),
    /** The notice from whose receipt the limit runs. */
    notice: idSchema.default('notice'),
  }),
  actions: [
    defineAction({
      name: 'recordReply',
      title: both('登记书面答复', 'Record the reply'),
      help: both(
        '须载明被投诉事由和调查核实过程；可附事实证据、责任与处理意见。',
        'The reply must state the matter and the investigation. Facts, evidence and proposed settlement may be added.',
      ),
      data: (text) =>
        z.strictObject({
          grounds: text,
          investigation: text,
          facts: text.optional(),
          view: text.optional(),
          /** When it came in; by default now. */
          receivedAt: instantSchema().optional(),
        }),
      refuse: ({ message: { data }, now }) =>
        data.receivedAt !== undefined && now !== undefined && Date.parse(data.receivedAt) > Date.parse(now)
          ? refuse('NotYet', 409, both('收到时间尚未到。', 'The time of receipt is in the future.'))
          : undefined,
    }),
    defineAction({
      name: 'recordSilence',
      title: both('登记逾期未答复', 'Record a missing reply'),
      help: both('期限届满仍未收到答复时使用。', 'Use this action when the time limit has passed without a reply.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
      refuse: ({ state, message, now }) => {
        const task = openTasks(state).find(
          ({ id, actions }) => actions.includes('recordSilence') && (message.task ?? id) === id,
        );
        return now !== undefined && task?.dueAt !== undefined && Date.parse(now) < Date.parse(task.dueAt)
          ? refuse(
              'NotYet',
              409,
              both('答复期限尚未届满。', 'The time limit for the reply has not passed.'),
              both(`期限至 ${task.dueAt}。`, `The time limit ends at ${task.dueAt}.`),
            )
          : undefined;
      },
    }),
  ],
  events: {
    RespondentReplied: event<Reply>({
      audience: 'staff',
      apply: (_, data) => ({ respondentReply: { status: 'replied', ...data } }),
    }),
    RespondentSilent: event<Reply>({
      audience: 'staff',
      apply: (_, data) => ({ respondentReply: { status: 'silent', ...data } }),
    }),
    ReplyNotAsked: event<{ notice: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
