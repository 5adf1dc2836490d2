import type { Actor } from './envelope';
import { personsOf } from './envelope';
import type { CompiledPolicy } from './policy/compiled';
import type { Refusal } from './refusal';
import { refuse } from './refusal';
import type { CaseState, Task } from './state';
import { both } from './text';

const BARRED = {
  proposer: both('提出方案的人不得审批。', 'Whoever proposed may not approve.'),
  handler: both('经办人不得办理此待办。', 'Whoever handles the case may not do this.'),
  penalised: both('不得就对本人的处罚作出决定。', 'Nobody decides on a penalty of their own.'),
  decider: both('作出原决定的人不得复核。', 'Whoever decided may not decide on the appeal.'),
} as const;

const SIGNED_ALREADY = both('同一人不得签两次。', 'Nobody signs twice.');

/** Whether this person, or whom they stand in for, has given another signature of the same visit of the same step. */
function signedBeside(state: CaseState, task: Task, actor: Actor): boolean {
  if (!SIGNATURES.some((action) => task.actions.includes(action))) return false;
  const place = task.id.slice(0, task.id.lastIndexOf('/') + 1);
  return Object.values(state.tasks).some(
    (other) =>
      other.id !== task.id &&
      other.id.startsWith(place) &&
      other.answer?.by !== undefined &&
      personsOf(other.answer.by).some((person) => personsOf(actor).includes(person)),
  );
}
const SIGNATURES = ['approve', 'signOff'];
/** What the head of a department complained about may not do; a form may be signed once it was given back. */
const APPROVALS = [...SIGNATURES, 'signForm'];

/** Whether somebody is complained about in this case; binds substitutes through `personsOf`. */
export function isRespondent(state: CaseState, actor: Actor): boolean {
  return personsOf(actor).some((person) => state.respondents.includes(person));
}

/** Why nobody in this person's place may have a part in this task, whatever their role. */
export function conflictOfPerson(state: CaseState, task: Task, actor: Actor): Refusal | undefined {
  if (isRespondent(state, actor))
    return refuse(
      'ConflictOfInterest',
      403,
      both('您是被投诉人，不得经办本案。', 'You are complained about in this case and may not handle it.'),
      both('您可以备注或提交材料。', 'You may add notes and references.'),
    );
  const barred = task.barred.find((bar) => personsOf(actor).includes(bar.id));
  if (barred !== undefined) return refuse('SamePersonTwice', 403, BARRED[barred.why]);
  return signedBeside(state, task, actor) ? refuse('SamePersonTwice', 403, SIGNED_ALREADY) : undefined;
}

/**
 * Why this person may not do this task, or undefined if they may. Roles and departments come from the session; who is
 * complained about never handles the case, nor through a substitute; the head of a department complained about does not
 * approve (procedures, "Rules that hold in every pack").
 */
export function refusalOfPerson(
  state: CaseState,
  policy: CompiledPolicy,
  task: Task,
  actor: Actor,
): Refusal | undefined {
  // To be heard is the one thing that who is complained about may do, and that nobody may do for them.
  if (task.heard === true)
    return actor.id === task.assignee && actor.for === undefined
      ? undefined
      : refuse('NotTheAssignee', 403, both('此待办只由当事人本人办理。', 'Only the person concerned may do this.'));
  const conflict = conflictOfPerson(state, task, actor);
  if (conflict !== undefined) return conflict;

  const byRole = task.roles.filter((role) => actor.roles.includes(role));
  const departmentsConflict = APPROVALS.some((action) => task.actions.includes(action))
    ? refusalOfDepartment(state, policy, byRole, actor)
    : undefined;
  if (task.assignee !== undefined && personsOf(actor).includes(task.assignee)) return departmentsConflict;
  if (byRole.length === 0) {
    const title = policy.roles[task.role]?.title;
    return refuse(
      'WrongRole',
      403,
      both(`此待办由「${title?.zh ?? task.role}」处理。`, `This task is for the role "${title?.en ?? task.role}".`),
    );
  }
  const inDepartment = byRole.some(
    (role) =>
      policy.roles[role]?.ofDepartment !== true ||
      task.department === undefined ||
      actor.departments.includes(task.department),
  );
  if (!inDepartment)
    return refuse(
      'WrongDepartment',
      403,
      both(
        `此待办属于部门「${task.department ?? ''}」。`,
        `This task belongs to the department "${task.department ?? ''}".`,
      ),
    );
  // An assigned task is the assignee's; a role that it was escalated to later may act as well.
  if (task.assignee !== undefined && !byRole.some((role) => role !== task.roles[0]))
    return refuse(
      'NotTheAssignee',
      403,
      both('此待办已指定给他人。', 'This task has been given to somebody else.'),
      both('如需由您处理，请先改派。', 'Have it reassigned to you first.'),
    );
  return departmentsConflict;
}

/**
 * Who approves for a department by a role held in it is its head. Whoever stands in for somebody else brings no roles of
 * their own along, so that belonging to the department complained about is enough.
 */
function refusalOfDepartment(
  state: CaseState,
  policy: CompiledPolicy,
  byRole: readonly string[],
  actor: Actor,
): Refusal | undefined {
  const department = state.intake?.respondent.department;
  if (department === undefined) return undefined;
  const byDepartment = byRole.length > 0 && byRole.every((role) => policy.roles[role]?.ofDepartment === true);
  if (actor.departments.includes(department) && byDepartment)
    return refuse(
      'ConflictOfInterest',
      403,
      both('被投诉部门的负责人不得审批。', 'The head of the department complained about may not approve.'),
    );
  if (actor.ownDepartments?.includes(department) === true)
    return refuse(
      'ConflictOfInterest',
      403,
      both(
        '您属于被投诉的部门，不得代他人审批。',
        'You belong to the department complained about and may not approve in a colleague’s place.',
      ),
    );
  return undefined;
}
