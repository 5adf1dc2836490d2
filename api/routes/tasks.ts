import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';
import type { Actor } from '../../domain/envelope';
import { OF_HEARINGS } from '../../domain/hearing';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { both } from '../../domain/text';
import type { TaskFilter } from '../../models/tasks';
import { tasksOf } from '../../models/whose-tasks';
import { holdsNoRole } from '../case/own-tasks';
import { seesPenaltiesUnder } from '../case/penalties';
import { seenBy } from '../case/seen-places';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { flag, oneOrMore, pageOf, pageQuery, pageRequest, pageSchema } from '../paging';
import { offerSchema } from '../case/answer-schema';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { isManager } from '../roles';
import { without } from '../without';
import { instantSchema } from '../../domain/instant';

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
    '按角色、部门、单位和指定人列出我在投诉、批量事件和纠正预防措施中的待办，最早到期的在前；`all=true` 列出全部，仅限主管。',
    'Your open tasks by role, department, place or name, in complaints, incidents and corrective actions, earliest due ' +
      'first. `all=true` lists all open tasks, for managers only.',
  ),
  who: 'staff',
  ownTasks: true,
  querySchema: z.strictObject({
    all: flag.optional(),
    policy: z.string().min(1).max(100).optional(),
    place: oneOrMore(z.string().min(1).max(60))
      .optional()
      .meta({ description: 'Id of a place. Includes the places below it.' }),
    dueBefore: instantSchema().optional(),
    ...pageQuery,
  }),
  answers: { 200: { description: 'A page of open tasks.', schema: pageSchema(taskSchema) } },
  handle: async ({ deps, actor, query }) => {
    const bundles = await latestPolicies(deps);
    const policies = bundles.map(({ policy }) => policy);
    const { all, policy, place, dueBefore, ...page } = query;
    if (all === true && !isManager(actor.roles, policies))
      throw new Problem('RoleMissing', {
        detail: both('只有主管可以查看全部待办。', 'Only managers may list all tasks.'),
      });
    const found = await deps.models.tasks.list(
      {
        ...(all === true
          ? { ...seenBy(actor), hearings: await hearingsFor(deps, actor, bundles) }
          : tasksOf(actor, policies)),
        ...(place === undefined ? {} : { place }),
        ...(policy === undefined ? {} : { policy }),
        ...(dueBefore === undefined ? {} : { dueBefore }),
      },
      pageRequest(page),
    );
    const items = found.items.map((task) => {
      const shown = without(task, 'openTo', 'closedTo', 'heard');
      return holdsNoRole(actor) ? without(shown, ...OF_THE_CASE) : shown;
    });
    return { status: 200, body: pageOf({ ...found, items }) };
  },
});

/** Hearings and appeals that a manager sees among the tasks of all: where they may see penalties. */
async function hearingsFor(
  { models }: Deps,
  { id, roles }: Actor,
  bundles: readonly PolicyBundle[],
): Promise<NonNullable<TaskFilter['hearings']>> {
  const seen = bundles.filter((bundle) => seesPenaltiesUnder(roles, bundle)).map(({ policy }) => policy.id);
  return { actions: OF_HEARINGS, person: id, policies: seen, notIn: await models.pastCases.about(id) };
}

/** What a task tells of its case, which is not for whoever has nothing but that task. */
const OF_THE_CASE = ['category', 'stage', 'severity', 'major', 'recordedAt', 'places'] as const;
