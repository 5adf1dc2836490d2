import { z } from 'zod';
import { candidateNamed, mayAppoint, refusalOfGiver, refusalOfReceiver } from '../../case/eligibility';
import { refuse } from '../../file/refusal';
import { openTasks } from '../../case/tasks/tasks';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/**
 * An open task is given to a named person who is eligible for it; its due time stays. Where nobody is eligible, the
 * policy's owner or a level above appoints somebody of the policy whom nothing bars, and the event says so. Are they all
 * complained about, an administrator has to fill the post: otherwise whoever registers a complaint could name every leader
 * in it and have a colleague appointed.
 */
export const reassign = defineAnytimeAction({
  name: 'reassign',
  who: 'giver',
  title: both('改派', 'Reassign'),
  help: both('把待办交给另一人，期限不变。', 'Reassign an open task. The due time stays unchanged.'),
  data: (text, { task, person }) => z.strictObject({ task, person, reason: text.optional() }),
  gives: ({ task }) => task,
  refuse: ({ state, policy, message }) => {
    const task = openTasks(state).find((open) => open.id === message.data.task);
    if (task === undefined) return refuse('NoOpenTask', 409, both('没有这个待办。', 'There is no such open task.'));
    if (task.heard === true)
      return refuse(
        'NotAllowedByPolicy',
        403,
        both('陈述申辩不得改派。', 'Only the person concerned may make the statement.'),
      );
    const appoints = message.vacant === true && mayAppoint(state, policy, message.by);
    const giver = appoints ? undefined : refusalOfGiver(state, policy, task, message.by);
    if (giver !== undefined) return giver;
    return refusalOfReceiver(state, policy, task, candidateNamed(message, message.data.person), appoints);
  },
  events: {},
  apply: ({ state, policy, message: { data, ...message } }) => {
    const task = state.tasks[data.task];
    const isEligible =
      task === undefined || refusalOfReceiver(state, policy, task, candidateNamed(message, data.person)) === undefined;
    return [{ type: 'TaskReassigned', data: { ...data, ...(isEligible ? {} : { appointed: true }) } }];
  },
});
