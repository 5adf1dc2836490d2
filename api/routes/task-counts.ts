import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import { both } from '../../domain/values/text';
import type { TaskFilter } from '../../models/tasks';
import { ownTasksOf } from '../case/tasks-asked';
import { asActor } from '../authenticate';
import { defineOperation } from '../operation';
import type { Deps } from '../deps';
import { latestPolicies } from '../policies';
import { isOverseer } from '../roles';

const countSchema = z.object({
  total: z.int(),
  totalIs: z.enum(['exact', 'atLeast']),
});

/** How much waits for somebody, by the tabs under which they look for it: each is a list that they can ask for. */
export const taskCounts = defineOperation({
  id: 'countTasks',
  method: 'get',
  path: '/tasks/counts',
  tag: 'Tasks',
  title: both('待办数量', 'How many tasks'),
  help: both(
    '按标签统计我的待办：指定给我的、岗位共有的、待审批的、含承诺期限的，以及我代理的每位同事的。',
    'What waits for you: given to you by name, open to your posts, approvals, promises to keep, and what waits for each ' +
      'colleague whom you stand in for.',
  ),
  who: 'staff',
  ownTasks: true,
  answers: {
    200: {
      description: 'Each counted up to ten thousand.',
      schema: z
        .object({
          mine: countSchema.meta({ description: 'Given to you by name.' }),
          departments: countSchema.meta({ description: 'Given to nobody yet, and open to your posts.' }),
          approvals: countSchema.meta({ description: '`action=approve`.' }),
          promises: countSchema.meta({ description: '`action=keepPromise`: what the customer was promised.' }),
          overdue: countSchema.meta({ description: '`overdue=true`.' }),
          standingIn: z
            .array(countSchema.extend({ person: z.string() }))
            .meta({ description: 'By colleague; with `X-Acting-For`, nobody.' }),
        })
        .meta({ id: 'TaskCounts' }),
    },
  },
  problems: ['TooBroad'],
  handle: async ({ deps, actor }) => {
    const bundles = await latestPolicies(deps);
    const count = async (filter: TaskFilter) => {
      const { count: total, atLeast } = await deps.models.tasks.count(filter);
      return { total, totalIs: atLeast === true ? ('atLeast' as const) : ('exact' as const) };
    };
    const own = ownTasksOf(actor, bundles);
    const at = deps.clock().toISOString();
    const [mine, departments, approvals, promises, overdue, ...standingIn] = await Promise.all([
      count({ ...own, isAssigned: true }),
      count({ ...own, isAssigned: false }),
      count({ ...own, action: ['approve'] }),
      count({ ...own, action: ['keepPromise'] }),
      count({ ...own, overdue: { is: true, at } }),
      ...inWhosePlace(deps, actor).map(async (colleague) => ({
        person: colleague.for ?? '',
        ...(await count(ownTasksOf(colleague, bundles))),
      })),
    ]);
    return { status: 200, body: { mine, departments, approvals, promises, overdue, standingIn } };
  },
});

/** As whom somebody could act just now, for colleagues who are away. */
function inWhosePlace(deps: Deps, actor: Actor): Actor[] {
  const { directory } = deps.models;
  const member = directory.person(actor.id);
  if (actor.for !== undefined || member === undefined || isOverseer(member)) return [];
  return directory
    .standsInFor(actor.id, deps.clock().toISOString())
    .filter((away) => away.active && !isOverseer(away))
    .map(({ id }) => asActor(member, id, deps));
}
