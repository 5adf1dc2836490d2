import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { coordinate } from './definition';

export const coordinateLabels: StageLabels<typeof coordinate> = {
  sentences: {
    DepartmentTaskDone: (e) =>
      both(`${e.who.zh}完成了协同任务「${e.text('task')}」。`, `${e.who.en} completed the task "${e.text('task')}".`),
    TasksPlanned: (e) => {
      const number = e.list('tasks').length;
      return both(
        `${e.who.zh}分派了 ${number} 项协同任务。`,
        `${e.who.en} planned ${number} task${number === 1 ? '' : 's'} for the departments.`,
      );
    },
    PlanChanged: (e) =>
      both(
        `${e.who.zh}反馈新情况，重新制定方案。`,
        `${e.who.en} reported new circumstances. A new proposal is needed.`,
      ),
  },
  actions: {
    completeTask: {
      fields: {
        result: { title: both('完成情况', 'Result') },
      },
      example: { result: '同批次产品已下架' },
    },
    planTasks: {
      fields: {
        tasks: { title: both('协同任务', 'Tasks') },
      },
      example: { tasks: [{ department: 'network', what: '检修基站', dueAt: '2026-09-30T17:00:00+08:00' }] },
    },
    changePlan: {
      fields: {
        what: { title: both('新情况', 'New circumstances') },
      },
      example: { what: '现场发现须更换整段线路' },
    },
  },
};
