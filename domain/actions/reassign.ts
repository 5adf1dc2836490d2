import { z } from 'zod';
import { refuse } from '../refusal';
import { openTasks } from '../tasks';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';

/** An open task is given to a named person; its due time stays. */
export const reassign = defineAnytimeAction({
  name: 'reassign',
  title: both('改派', 'Reassign'),
  help: both('把待办交给另一人，期限不变。', 'Give an open task to somebody else; its due time stays.'),
  data: (text, { task, person }) => z.strictObject({ task, person, reason: text.optional() }),
  refuse: ({ state, message }) => {
    const task = openTasks(state).find((open) => open.id === message.data.task);
    if (task === undefined) return refuse('NoOpenTask', 409, both('没有这个待办。', 'There is no such open task.'));
    if (task.heard === true)
      return refuse('NotAllowedByPolicy', 403, both('陈述申辩不得改派。', 'Nobody is heard in place of another.'));
    if (task.barred.some((bar) => bar.id === message.data.person))
      return refuse(
        'SamePersonTwice',
        409,
        both('此人不得办理该待办。', 'This person may not do this task.'),
        both('请改派他人。', 'Give it to somebody else.'),
      );
    if (state.respondents.includes(message.data.person))
      return refuse(
        'ConflictOfInterest',
        409,
        both('被投诉人不得经办本案。', 'A person complained about may not handle the case.'),
        both('请改派他人。', 'Give it to somebody else.'),
      );
    return undefined;
  },
  apply: ({ message }) => [{ type: 'TaskReassigned', data: message.data }],
});
