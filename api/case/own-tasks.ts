import type { ActionAnswer } from '../../domain/file/action-answer';
import { conflictOfPerson } from '../../domain/case/eligibility';
import type { Actor } from '../../domain/file/envelope';
import { personsOf } from '../../domain/file/envelope';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { Task } from '../../domain/case/state';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { Problem } from '../problem';
import { ownPenaltyEvent } from './penalties';
import type { ReadCase } from './read-case';
import { storedCase } from './read-case';
import { otherPlace, seesPlace } from './seen-places';

/**
 * Somebody on the staff without any role has a part in nothing but what was given to them by name: their tasks, and what
 * is decided about themselves. Whoever stands in for such a colleague has it too, but is never heard in their place.
 */
export function holdsNoRole({ roles }: Actor): boolean {
  return roles.length === 0;
}

/**
 * Whether somebody has a part in nothing of a case but what was given to them by name: they hold no role at all, or no
 * post at its place or above.
 */
export async function isNamedOnly(deps: Deps, no: string, actor: Actor): Promise<boolean> {
  if (holdsNoRole(actor)) return true;
  // A house without places is spared the reading.
  if (deps.models.directory.places().size === 0) return false;
  return !seesPlace(actor, await deps.models.register.placesOf(no));
}

/** The tasks of a case, ended ones too, that were given to this person by name and that nothing bars them from. */
export function ownTasks({ state, policy }: Pick<ReadCase, 'state' | 'policy'>, actor: Actor): Task[] {
  return Object.values(state.tasks).filter((task) =>
    task.heard === true
      ? task.assignee === actor.id && actor.for === undefined
      : task.assignee !== undefined &&
        personsOf(actor).includes(task.assignee) &&
        conflictOfPerson(state, policy ?? { separate: {} }, task, actor) === undefined,
  );
}

/**
 * A case in which somebody without a role, or without a post at its place, has a task of their own. To somebody without a
 * role any other case, and one that is not there at all, is refused alike: they can't find out whether there is one.
 *
 * @throws Problem RoleMissing; WrongPlace; StoreUnavailable
 */
export async function readOwn(deps: Deps, no: string, actor: Actor): Promise<ReadCase> {
  const read = await storedCase(deps, no);
  if (read === undefined || ownTasks(read, actor).length === 0) throw notFor(actor);
  return read;
}

function notFor(actor: Actor): Problem {
  return holdsNoRole(actor) ? notTheirs() : otherPlace();
}

/**
 * Lets somebody whom `isNamedOnly` tells of go on only to an action of a task of their own. Ended tasks count, so that who repeats what
 * they sent gets the first answer.
 *
 * @throws Problem RoleMissing; WrongPlace; StoreUnavailable
 */
export async function requireOwnTask(
  deps: Deps,
  actor: Actor,
  asked: { no: string; action: string; task: string | undefined },
): Promise<void> {
  const read = await readOwn(deps, asked.no, actor);
  const takes = ({ id, actions }: Task): boolean =>
    actions.includes(asked.action) && (asked.task === undefined || asked.task === id);
  if (!ownTasks(read, actor).some(takes)) throw notFor(actor);
}

/** What came of an action, for somebody who sees nothing of the case but their own tasks. */
export function ownAnswer({ no, seq, status, tasks }: ActionAnswer, actor: Actor): ActionAnswer {
  const own = tasks.filter(({ assignee }) => assignee !== undefined && personsOf(actor).includes(assignee));
  return { no, seq, upTo: seq, status, steps: {}, tasks: own, underWay: [] };
}

/** An event as somebody without a role may see it: of their own task that it happened, of penalties what is about them. */
export function ownEvent(actor: Actor, read: ReadCase, event: CaseEvent): CaseEvent | undefined {
  const task = event.data['task'];
  const id = typeof task === 'string' ? task : (task as { id?: unknown } | undefined)?.id;
  const isOwn = event.type.startsWith('Task') && ownTasks(read, actor).some((one) => one.id === id);
  if (!isOwn) return ownPenaltyEvent(actor, event);
  // The sentence says what happened; the task as the case keeps it says more than is theirs.
  return { ...event, data: { task: id } };
}

/** The same answer whatever there is: a case, another's task, or nothing. */
export function notTheirs(): Problem {
  return new Problem('RoleMissing', {
    detail: both(
      '您没有任何工作人员角色，只能办理指定给您本人的待办。',
      'You hold no staff role. You may act only on tasks assigned to you by name.',
    ),
    wayOut: both('GET /api/v1/tasks 列出您的待办。', 'GET /api/v1/tasks lists your tasks.'),
  });
}
