import { z } from 'zod';
import { refusalOfGiver } from '../../case/eligibility';
import { refuse } from '../../file/refusal';
import { openTasks } from '../../case/tasks/tasks';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/**
 * An open task goes to the next role up by a person's decision, without waiting for the ladder; past it if that post is
 * vacant, which the workflow finds out.
 */
export const escalate = defineAnytimeAction({
  name: 'escalate',
  who: 'giver',
  title: both('上报', 'Escalate'),
  help: both('把待办上报给上一级。', 'Escalate an open task to the next level.'),
  data: (text, { task }) => z.strictObject({ task, reason: text.optional() }),
  refuse: ({ state, policy, message }) => {
    const task = openTasks(state).find((open) => open.id === message.data.task);
    if (task === undefined) return refuse('NoOpenTask', 409, both('没有这个待办。', 'There is no such open task.'));
    if (task.heard === true)
      return refuse(
        'NotAllowedByPolicy',
        403,
        both('陈述申辩不得上报。', 'Only the person concerned may make the statement.'),
      );
    return (
      refusalOfGiver(state, policy, task, message.by) ??
      (policy.roles[task.role]?.above === undefined
        ? refuse('AlreadySo', 409, both('已在最高一级。', 'The task is already at the highest level.'))
        : undefined)
    );
  },
  events: {},
  apply: ({ state, policy, message }) => {
    const task = state.tasks[message.data.task];
    const to = task === undefined ? undefined : policy.roles[task.role]?.above;
    return to === undefined ? [] : [{ type: 'TaskEscalated', data: { ...message.data, to } }];
  },
});
