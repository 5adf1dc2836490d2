import type { TaskAnswerOf, TaskSpec } from '../../step/context';
import { next, to } from '../../step/outcome';
import type { DataOf, Run } from '../../stage';
import type { coordinate } from './definition';

interface Planned {
  department: string;
  what: string;
  owner?: string;
  dueAt?: string;
}

export const runCoordinate: Run<typeof coordinate> = async (c, step) => {
  const { plan, each, lead, changed } = step;
  const mayChange = changed !== undefined && (c.state.planChanges ?? 0) < changed.atMost;
  const change: { answer?: TaskAnswerOf<DataOf<typeof coordinate>, 'changePlan'> } = {};
  const isStopped = (): boolean => change.answer !== undefined;

  const planned: { name: string; about: object; spec: Omit<TaskSpec, 'actions'> }[] = [];
  if (plan !== undefined && each !== undefined) {
    const answer = await c.awaitTask('plan', { ...plan, actions: ['planTasks'] });
    const tasks = (answer?.data['tasks'] ?? []) as Planned[];
    c.record('planned', 'TasksPlanned', { tasks }, answer?.by);
    for (const [i, { department, what, owner, dueAt }] of tasks.entries())
      planned.push({
        name: `planned-${i + 1}`,
        about: { department, what },
        spec: { ...each, department, assignee: owner, dueAt },
      });
  }
  const all = [...step.tasks.map((task) => ({ name: task.id, about: {}, spec: task })), ...planned];

  let left = all.length;
  const work = all.map(({ name, about, spec }) => async () => {
    const actions: ('completeTask' | 'changePlan')[] = mayChange ? ['completeTask', 'changePlan'] : ['completeTask'];
    const answer = await c.awaitTask(name, { ...spec, actions, until: isStopped });
    left--;
    if (answer?.action === 'changePlan') change.answer ??= answer;
    else if (answer !== undefined)
      c.record(`${name}-done`, 'DepartmentTaskDone', { task: name, ...about, ...answer.data }, answer.by);
  });
  const follow = async (): Promise<void> => {
    if (lead === undefined || !mayChange) return;
    const rules = { who: lead, overdue: [], actions: ['changePlan' as const], until: () => isStopped() || left === 0 };
    const answer = await c.awaitTask('follow', rules);
    if (answer !== undefined) change.answer ??= answer;
  };
  await c.all([...work, follow]);

  if (change.answer === undefined || changed === undefined) return next;
  c.record('changed', 'PlanChanged', { ...change.answer.data }, change.answer.by);
  return to(changed.to);
};
