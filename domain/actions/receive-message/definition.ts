import { z } from 'zod';
import type { DataKinds } from '../data-kinds';
import type { ActionDefinition } from '../action';
import { isCustomerOf } from '../../case/customer';
import { conflictOfPerson } from '../../case/eligibility';
import { event } from '../../event';
import { CHANNELS } from '../../channels/channels';
import { nextInbound } from '../../file/left-behind';
import type { Refusal } from '../../file/refusal';
import { ambiguous, busy as busyRefusal, refuse } from '../../file/refusal';
import { refusalOfRoom, ROOM_OF_CASE } from '../../file/room';
import type { StageDefinition } from '../../stage';
import { STAGES } from '../../stages';
import type { CaseState, Task } from '../../case/state';
import { openTasks } from '../../case/tasks/tasks';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { stepFor } from '../step-for';
import { takesPart } from '../who';

/** What of a customer's message is an answer: the action that it amounts to, by that action's own rules. */
interface Answers {
  action: string;
  task?: string | undefined;
  data: Record<string, unknown>;
}

/** Actions of stages that a customer's own word can be. */
const ANSWERING: ReadonlyMap<string, ActionDefinition> = new Map(
  (Object.values(STAGES) as unknown as StageDefinition[])
    .flatMap(({ actions }): readonly ActionDefinition[] => actions)
    .filter(({ customersWord }) => customersWord !== undefined)
    .map((action) => [action.name, action]),
);

function answersSchema(text: z.ZodType<string, string>, kinds: DataKinds): z.ZodType<Answers> {
  const [first, ...others] = [...ANSWERING.values()].map(({ name, data, customersWord }) =>
    z.strictObject({
      action: z.literal(name),
      task: kinds.task.optional(),
      data: data(text, kinds).refine((said) => customersWord?.(said) === true, 'a customer who writes cannot say this'),
    }),
  );
  return z.discriminatedUnion('action', [first, ...others] as never);
}

/**
 * The customer's word counts by whatever channel it comes. Where it answers what a task asks of the customer, it ends
 * that task, whoever took it down; otherwise somebody has to take it up. Either way it wakes a case that waits for the
 * customer.
 */
export const receiveMessage = defineAnytimeAction({
  name: 'receiveMessage',
  keeps: 'nothing',
  movesOn: true,
  who: 'staff',
  byCustomer: 'always',
  takenUpBy: { track: 'inbound', on: 'MessageReceived' },
  title: both('登记客户补充反馈', 'Record a customer message'),
  help: both(
    '客户以任何渠道发来的话；等待客户时恢复计时。在 answers 中写明答复的，直接办结相应待办；否则生成待办。',
    'A message from the customer by any channel. It ends a pause that waits for the customer. With `answers`, the matching task is completed; otherwise a new task is opened.',
  ),
  data: (text, kinds) =>
    z.strictObject({ channel: z.enum(CHANNELS), text, answers: answersSchema(text, kinds).optional() }),
  refuse: ({ state, policy, message, busy, now, firstAt }) => {
    const { answers } = message.data;
    // It opens a task; what answers one ends it.
    const refusal = (): Refusal | undefined =>
      refusalOfRoom(state, ROOM_OF_CASE, { keeps: 'more', data: answers ?? {} });
    if (answers === undefined) return refusal();
    const [task, ...others] = tasksAnswered(state, answers);
    // What nobody asks any more is a message like any other. While the case is busy, the question may be about to come.
    if (task === undefined) return busy === true ? busyRefusal() : refusal();
    if (others.length > 0) return ambiguous([task, ...others], 'answers.task');
    // What keeps people of the house apart binds nobody who speaks for themselves.
    const isCustomer = isCustomerOf(state, message.by);
    return (
      (isCustomer || takesPart(state, policy, message.by)
        ? undefined
        : refuse(
            'WrongRole',
            403,
            both(
              '客户的答复由正在办理本案的人员登记。',
              'Only staff handling the case may record the customer’s answer.',
            ),
            both('请登记为客户补充反馈，不填 answers。', 'Record it as a message, without "answers".'),
          )) ??
      (isCustomer ? undefined : conflictOfPerson(state, policy, task, message.by)) ??
      ANSWERING.get(answers.action)?.refuse?.({
        ...{ state, policy, task, step: stepFor(answers.action, policy, task), firstAt },
        message: { ...message, data: answers.data },
        ...(now === undefined ? {} : { now }),
      }) ??
      refusalOfRoom(state, ROOM_OF_CASE, { data: answers })
    );
  },
  events: {
    /** It has answered what the task of that line asked: nobody has to take it up any more. */
    CustomerAnswered: event<{ channel: string; text: string; task: string; line: string }>({
      ...{ audience: 'staff', customersWords: true, searched: true, inReport: 'answers' },
      apply: (state, { channel, line }, event) => ({
        inbound: [...state.inbound, { at: event.at, channel, line, heeded: true }],
      }),
    }),
  },
  apply: ({ state, message: { data } }) => {
    const { answers, ...said } = data;
    const wakes =
      state.pause?.waitsFor === 'customer'
        ? [{ type: 'CaseResumed' as const, data: { because: 'customerWrote' as const } }]
        : [];
    const task = answers === undefined ? undefined : tasksAnswered(state, answers)[0];
    if (answers === undefined || task === undefined) {
      const number = nextInbound(state);
      return [{ type: 'MessageReceived', data: { ...data, line: `inbound.${number}` } }, ...wakes];
    }
    const place = task.id.slice(0, task.id.lastIndexOf('/'));
    const line = task.id.slice(0, task.id.indexOf('/'));
    const answer = { action: answers.action, data: answers.data, author: 'customer' as const, channel: data.channel };
    return [
      { type: 'CustomerAnswered', place, data: { ...said, task: task.id, line } },
      ...wakes,
      { type: 'TaskDone', place, data: { task: task.id, answer } },
    ];
  },
});

function tasksAnswered(state: CaseState, { action, task: meant }: Answers): Task[] {
  return openTasks(state).filter(({ id, actions }) => actions.includes(action) && (meant ?? id) === id);
}
