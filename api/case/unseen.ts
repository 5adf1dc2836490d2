import type { ActionAnswer } from '../../domain/file/action-answer';
import type { Actor } from '../../domain/file/envelope';
import { isHearing, isOfHearing } from '../../domain/penalties/hearing';
import { refuse } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { Problem, refused } from '../problem';
import type { Asked } from './act';
import { forReader } from './penalties';
import { storedCase } from './read-case';

/** What a case answered, without hearings and appeals that are none of the reader's business. */
export async function seenAnswer(deps: Deps, reader: Actor, answer: ActionAnswer): Promise<ActionAnswer> {
  if (!answer.tasks.some(isHearing)) return answer;
  const read = await storedCase(deps, answer.no);
  const seen = read === undefined ? {} : forReader(reader, read).state.tasks;
  return { ...answer, tasks: answer.tasks.filter((task) => !isHearing(task) || Object.hasOwn(seen, task.id)) };
}

/**
 * A refusal as its reader may hear it: whoever tries what only somebody heard may do, or names a hearing as a task, is
 * told that there is none, whether there is one or not.
 */
export async function seenRefusal(deps: Deps, reader: Actor, asked: Asked, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || !TELLING.has(error.code)) return error;
  const named = [asked.task, (asked.data as { task?: unknown } | undefined)?.task].filter((id) => id !== undefined);
  if (!isOfHearing(asked.action.name) && named.length === 0) return error;
  const read = await storedCase(deps, asked.no);
  if (read === undefined) return error;
  const seen = forReader(reader, read).state.tasks;
  const meant = Object.values(read.state.tasks).filter(
    ({ id, actions }) => actions.includes(asked.action.name) || named.includes(id),
  );
  const hidden = meant.some((task) => isHearing(task) && !Object.hasOwn(seen, task.id));
  if (!hidden || meant.some((task) => isHearing(task) && Object.hasOwn(seen, task.id))) return error;
  return refused(refuse('NoOpenTask', 409, both('没有这个待办。', 'There is no such open task.')));
}

/** Refusals that say that there is a task, or was. */
const TELLING: ReadonlySet<string> = new Set([
  ...['NotTheAssignee', 'TaskEnded', 'AmbiguousTask', 'NotAllowedByPolicy', 'NoOpenTask', 'WrongRole'],
  ...['WrongDepartment', 'ConflictOfInterest', 'SamePersonTwice', 'AlreadySo', 'NotYet'],
]);
