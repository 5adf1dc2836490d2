import { next } from '../outcome';
import type { Stage } from '../stage';

export const coordinate: Stage<'coordinate'> = async (c, step) => {
  await c.all(
    step.tasks.map((task) => async () => {
      const answer = await c.awaitTask(task.id, { ...task, actions: ['completeTask'] });
      c.record(`${task.id}-done`, 'DepartmentTaskDone', { task: task.id, ...answer?.data }, answer?.by);
    }),
  );
  return next;
};
