import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import { OF_HEARINGS } from '../../domain/penalties/hearing';
import { instantSchema } from '../../domain/time/instant';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { both } from '../../domain/values/text';
import type { TaskFilter } from '../../models/tasks';
import { tasksOf } from '../../models/whose-tasks';
import type { Deps } from '../deps';
import { flag, oneOrMore } from '../paging';
import { Problem } from '../problem';
import { isManager } from '../roles';
import { textQuery } from '../text-query';
import { hiddenFrom } from './hidden-from';
import { holdsNoRole } from './own-tasks';
import { seesPenaltiesUnder } from './penalties';
import { seenBy } from './seen-places';

const id = oneOrMore(z.string().min(1).max(100));

/** What a list of tasks can be narrowed to. */
export const tasksQuery = {
  policy: id.optional(),
  place: oneOrMore(z.string().min(1).max(60))
    .optional()
    .meta({ description: 'Id of a place. Includes the places below it.' }),
  kind: oneOrMore(z.enum(['complaint', 'incident', 'correctiveAction'])).optional(),
  action: id.optional().meta({ description: 'An action that completes the task.' }),
  role: id.optional().meta({ description: 'The role that must act.' }),
  assignee: id.optional().meta({ description: 'Staff id of the assignee.' }),
  overdue: flag
    .optional()
    .meta({ description: '`true`: only overdue tasks; `false`: only tasks that are not overdue.' }),
  assigned: flag.optional().meta({ description: '`true`: assigned to a person by name; `false`: not assigned yet.' }),
  hearings: z.literal('false').optional().meta({ description: '`false`: without tasks in which a person is heard.' }),
  dueFrom: instantSchema().optional().meta({ description: 'Tasks without a time limit are left out.' }),
  dueBefore: instantSchema().optional().meta({ description: 'Exclusive.' }),
  text: textQuery,
};

type Asked = z.output<z.ZodObject<typeof tasksQuery>>;

/** What its reader asked for, as the models take it: only complaints whose words they may search are found by words. */
export async function askedOf(deps: Deps, actor: Actor, query: Asked): Promise<TaskFilter> {
  const { overdue, text, assigned, hearings, ...plain } = query;
  if (holdsNoRole(actor) && (text !== undefined || plain.place !== undefined))
    throw new Problem('RoleMissing', {
      detail: both(
        '您没有工作人员角色，不能按文字或单位查找。',
        'You hold no role of staff: nothing is found for you by words or place.',
      ),
      wayOut: both('去掉 text 和 place。', 'Leave out `text` and `place`.'),
    });
  return {
    ...plain,
    ...(assigned === undefined ? {} : { isAssigned: assigned }),
    ...(hearings === undefined ? {} : { noHearings: true }),
    ...(overdue === undefined ? {} : { overdue: { is: overdue, at: deps.clock().toISOString() } }),
    // Whoever was given a task at another place sees the task, and nothing of its complaint.
    ...(text === undefined ? {} : { text, notFoundByWords: await hiddenFrom(deps, actor), ...seenBy(actor) }),
  };
}

/** What waits for somebody. */
export function ownTasksOf(actor: Actor, bundles: readonly PolicyBundle[]): TaskFilter {
  return tasksOf(
    actor,
    bundles.map(({ policy }) => policy),
  );
}

/**
 * What waits for anybody, as a manager sees it.
 * @throws Problem RoleMissing
 */
export function allTasksFor(actor: Actor, bundles: readonly PolicyBundle[]): TaskFilter {
  const policies = bundles.map(({ policy }) => policy);
  if (!isManager(actor.roles, policies))
    throw new Problem('RoleMissing', {
      detail: both('只有主管可以查看全部待办。', 'Only managers may list all tasks.'),
    });
  // Hearings and appeals where they may see penalties.
  const seen = bundles.filter((bundle) => seesPenaltiesUnder(actor.roles, bundle)).map(({ policy }) => policy.id);
  return { ...seenBy(actor), hearings: { actions: OF_HEARINGS, person: actor.id, policies: seen } };
}
