import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import { offerSchema } from '../case/answer-schema';
import { gistSchema, gistsOf } from '../case/gist';
import { holdsNoRole } from '../case/own-tasks';
import { allTasksFor, askedOf, ownTasksOf, tasksQuery } from '../case/tasks-asked';
import { defineOperation } from '../operation';
import { flag, pageQuery, pageSchema, Paging } from '../paging';
import { latestPolicies } from '../policies';
import { without } from '../without';

const taskSchema = z
  .object({
    kind: z
      .enum(['complaint', 'incident', 'correctiveAction'])
      .meta({ description: 'The file to which the task belongs.' }),
    no: z.string(),
    policy: z.string(),
    category: z.string().optional(),
    stage: z.string().optional().meta({ description: 'Current step of the main line of the case.' }),
    severity: z.string().optional(),
    major: z.boolean().optional().meta({ description: 'For complaints only.' }),
    recordedAt: z.iso.datetime().optional(),
    places: z.array(z.string()).optional().meta({
      description: 'Path from the top place to the place of the case. Absent if the case belongs to no place.',
    }),
    id: z.string(),
    title: bilingualSchema,
    actions: z
      .array(z.string())
      .meta({ description: 'Actions that complete the task, sent to the address of its file.' }),
    role: z.string(),
    roles: z.array(z.string()),
    department: z.string().optional(),
    assignee: z.string().optional(),
    openedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().optional(),
    offer: offerSchema.optional(),
    gist: gistSchema.optional(),
  })
  .meta({ id: 'Task' });

/** What waits for me; for managers, also what waits for anybody. */
export const tasks = defineOperation({
  id: 'listTasks',
  method: 'get',
  path: '/tasks',
  tag: 'Tasks',
  title: both('待办', 'Tasks'),
  help: both(
    '按角色、部门、单位和指定人列出我在投诉、批量事件和纠正预防措施中的待办，最早到期的在前；`all=true` 列出全部，仅限主管。' +
      '`with=gist` 附上投诉梗概，查看个人信息会记入访问记录。',
    'Your open tasks by role, department, place or name, in complaints, incidents and corrective actions, earliest due ' +
      'first. `all=true` lists all open tasks, for managers only. `with=gist` adds a summary of the complaint; reading ' +
      'it is noted in the access record.',
  ),
  who: 'staff',
  ownTasks: true,
  querySchema: z.strictObject({
    all: flag.optional(),
    ...tasksQuery,
    with: z.enum(['gist']).optional(),
    ...pageQuery,
  }),
  answers: { 200: { description: 'A page of open tasks.', schema: pageSchema(taskSchema) } },
  problems: ['TooBroad'],
  handle: async (call) => {
    const { deps, actor, query } = call;
    const bundles = await latestPolicies(deps);
    const { all, with: more, cursor, perPage, ...asked } = query;
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listTasks', query: { all, ...asked } });
    const whose = all === true ? allTasksFor(actor, bundles) : ownTasksOf(actor, bundles);
    const found = await deps.models.tasks.list(
      { ...whose, ...(await askedOf(deps, actor, asked)) },
      paging.request({ cursor, perPage }),
    );
    const gists = more === 'gist' ? await gistsOf(call, found.items) : undefined;
    const items = found.items.map((task) => {
      const gist = gists?.get(task.no);
      const shown = { ...without(task, 'openTo', 'closedTo', 'heard'), ...(gist === undefined ? {} : { gist }) };
      return holdsNoRole(actor) ? without(shown, ...OF_THE_CASE) : shown;
    });
    return { status: 200, body: paging.answer({ ...found, items }, { perPage }) };
  },
});

/** What a task tells of its case, which is not for whoever has nothing but that task. */
const OF_THE_CASE = ['category', 'stage', 'severity', 'major', 'recordedAt', 'places'] as const;
