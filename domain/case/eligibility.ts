import type { Actor, NamedPerson } from '../file/envelope';
import { personsOf } from '../file/envelope';
import { isHeldAt } from '../values/place';
import type { PolicyTerms } from '../policy/terms';
import { rolesAbove } from '../policy/roles';
import { separatedFrom } from '../policy/separate';
import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import type { CaseState, Task } from './state';
import { both } from '../values/text';
import type { Bilingual } from '../values/text';

/** Somebody as the rule of eligibility sees them: from their session, or as the directory knows whom a message names. */
export type Candidate = Pick<Actor, 'id' | 'kind' | 'roles' | 'departments' | 'places' | 'for' | 'ownDepartments'> & {
  /** False for somebody who has left or was never there. A session has seen to that. */
  active?: boolean;
};

/** What the rule has to know of a task; for one that is about to be opened or given away, what it would be. */
export type Duty = Pick<Task, 'id' | 'actions' | 'roles' | 'barred'> &
  Partial<Pick<Task, 'role' | 'department' | 'assignee' | 'byName' | 'heard'>>;

const BARRED: Readonly<Record<string, Bilingual>> = {
  handler: both('经办人不得办理此待办。', 'The handler of the case may not do this task.'),
  penalised: both('不得就对本人的处罚作出决定。', 'You may not decide on your own penalty.'),
  asked: both('申请延期的人不得审批。', 'The person who requested the extension may not decide on it.'),
  owner: both('责任人不得检查自己的措施。', 'Owners may not check their own measures.'),
};

/** What the head of a department complained about may not do; a form may be signed once it was given back. */
const APPROVALS = ['approve', 'signOff', 'signForm'];

/** Whether somebody is complained about in this case; binds substitutes through `personsOf`. */
export function isRespondent(state: CaseState, actor: Pick<Actor, 'id' | 'for'>): boolean {
  return personsOf(actor).some((person) => state.respondents.includes(person));
}

/** Why nobody in this person's place may have a part in this task, whatever their role. */
export function conflictOfPerson(
  state: CaseState,
  policy: Pick<PolicyTerms, 'separate'>,
  duty: Pick<Duty, 'id' | 'actions' | 'barred'>,
  who: Pick<Actor, 'id' | 'for'>,
): Refusal | undefined {
  const asked = { state, policy, duty, who };
  return CONFLICTS.respondent(asked) ?? CONFLICTS.barred(asked) ?? CONFLICTS.separated(asked);
}

/** Conflicts of interest, each a check of its own. They bind a substitute and the colleague alike. */
const CONFLICTS = {
  /** Who is complained about never handles the case (procedures, "Rules that hold in every pack"). */
  respondent: ({ state, who }: Conflict) =>
    isRespondent(state, who)
      ? refuse(
          'ConflictOfInterest',
          403,
          both('被投诉人不得经办本案。', 'A person named in the complaint may not handle the case.'),
          both('被投诉人可以备注或提交材料。', 'This person may add notes and evidence.'),
        )
      : undefined,
  /** Whom the stage itself keeps away: the owner of a measure from its check, who is up for a penalty from deciding on it. */
  barred: ({ policy, duty, who }: Conflict) => twice(policy, duty.barred, who),
  /** Whom the policy keeps apart. */
  separated: ({ state, policy, duty, who }: Conflict) => twice(policy, separatedFrom(state, policy, duty), who),
} as const;

interface Conflict {
  state: CaseState;
  policy: Pick<PolicyTerms, 'separate'>;
  duty: Pick<Duty, 'id' | 'actions' | 'barred'>;
  who: Pick<Actor, 'id' | 'for'>;
}

function twice(
  policy: Pick<PolicyTerms, 'separate'>,
  bars: readonly { id: string; why: string }[],
  who: Pick<Actor, 'id' | 'for'>,
): Refusal | undefined {
  const persons = personsOf(who);
  const bar = bars.find(({ id }) => persons.includes(id));
  if (bar === undefined) return undefined;
  const said = policy.separate[bar.why]?.because ?? BARRED[bar.why];
  return refuse('SamePersonTwice', 403, said ?? both('此人不得办理此待办。', 'This person may not do this task.'));
}

/** A person and a task, as each check of the rule looks at them. */
interface Asked extends Conflict {
  policy: PolicyTerms;
  duty: Duty;
  who: Candidate;
  /** Roles that the task asks for and this person holds, wherever. */
  held: string[];
  /** It was given to this person, or to the colleague for whom they stand in. */
  isAssignee: boolean;
}

/**
 * The one rule of eligibility, check by check; each holds by itself, and all have to. A role counts in its department and
 * at its place. A bare name counts only where the policy itself names the person, or where nobody was eligible and its
 * owner appointed somebody (`byName`): then the checks of the post do not ask.
 */
export const RULE: Readonly<Record<string, (asked: Asked) => Refusal | undefined>> = {
  active: ({ who }) =>
    who.active === false
      ? refuse('NotActive', 403, both('此人已离职或不在名录中。', 'This person is not an active member of staff.'))
      : undefined,
  staff: ({ who }) =>
    (who.kind ?? 'staff') === 'staff'
      ? undefined
      : refuse('WrongRole', 403, both('此待办由工作人员办理。', 'Only staff may do this task.')),
  // To be heard is the one thing that who is complained about may do, and that nobody may do for them.
  heard: ({ duty, who }) =>
    duty.heard !== true || (who.id === duty.assignee && who.for === undefined)
      ? undefined
      : refuse(
          'NotTheAssignee',
          403,
          both('此待办只由当事人本人办理。', 'Only the person concerned may do this task.'),
        ),
  respondent: unlessHeard(CONFLICTS.respondent),
  barred: unlessHeard(CONFLICTS.barred),
  separated: unlessHeard(CONFLICTS.separated),
  role: ofPost(({ policy, duty, held }) => {
    if (held.length > 0) return undefined;
    const { role = duty.roles[0] ?? '' } = duty;
    const title = policy.roles[role]?.title ?? both(role, role);
    return refuse('WrongRole', 403, both(`此待办由「${title.zh}」处理。`, `This task is for the role "${title.en}".`));
  }),
  place: ofPost(({ state, who }) =>
    isHeldAt(who.places, state.places)
      ? undefined
      : refuse(
          'WrongPlace',
          403,
          both(
            '本案属于另一单位，该岗位不在该单位或其上级。',
            'The case belongs to a place where this person holds no post.',
          ),
        ),
  ),
  department: ofPost(({ policy, duty, who, held }) => {
    const { department = '' } = duty;
    if (held.length === 0 || held.some((role) => countsIn(policy, role, duty.department, who))) return undefined;
    const title = policy.departments[department]?.title ?? both(department, department);
    return refuse(
      'WrongDepartment',
      403,
      both(`此待办属于部门「${title.zh}」。`, `This task belongs to the department "${title.en}".`),
    );
  }),
  // An assigned task is the assignee's; a role that it was escalated to later may act as well.
  assignee: ofPost(({ policy, duty, who, held, isAssignee }) => {
    const [asked] = duty.roles;
    const escalated = held.some((role) => role !== asked && countsIn(policy, role, duty.department, who));
    return duty.assignee === undefined || isAssignee || escalated
      ? undefined
      : refuse(
          'NotTheAssignee',
          403,
          both('此待办已指定给他人。', 'This task is assigned to a colleague.'),
          both('如需由您处理，请先改派。', 'To do this task, have it reassigned to you first.'),
        );
  }),
  departmentComplainedAbout: unlessHeard(({ state, policy, duty, who, held }) =>
    APPROVALS.some((action) => duty.actions.includes(action))
      ? refusalOfDepartment(
          state,
          policy,
          held.filter((role) => countsIn(policy, role, duty.department, who)),
          who,
        )
      : undefined,
  ),
};

function unlessHeard(check: (asked: Asked) => Refusal | undefined): (asked: Asked) => Refusal | undefined {
  return (asked) => (asked.duty.heard === true ? undefined : check(asked));
}

function ofPost(check: (asked: Asked) => Refusal | undefined): (asked: Asked) => Refusal | undefined {
  return unlessHeard((asked) => (asked.isAssignee && asked.duty.byName === true ? undefined : check(asked)));
}

/** Why this person may not do this task, by the first check that says so; undefined if they may. */
export function ineligible(
  state: CaseState,
  policy: PolicyTerms,
  duty: Duty,
  who: Candidate,
  rule = RULE,
): Refusal | undefined {
  const held = duty.roles.filter((role) => who.roles.includes(role));
  const isAssignee = duty.assignee !== undefined && personsOf(who).includes(duty.assignee);
  const asked = { state, policy, duty, who, held, isAssignee };
  for (const check of Object.values(rule)) {
    const refusal = check(asked);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Staff ids that may have no part in a task: complained about, barred by the stage, or kept apart by the policy. */
export function barredFrom(
  state: CaseState,
  policy: PolicyTerms,
  duty: Pick<Duty, 'id' | 'actions' | 'barred'>,
): string[] {
  const others = [...duty.barred, ...separatedFrom(state, policy, duty)].map(({ id }) => id);
  return [...new Set([...state.respondents, ...others])];
}

/** Where a role is asked for: of the department only if it is held per department, at the place or above. */
export interface Post {
  role: string;
  department?: string | undefined;
  places?: readonly string[] | undefined;
}

/** Whether somebody holds a role where it is asked for. */
export function holdsPost(policy: Pick<PolicyTerms, 'roles'>, post: Post, who: Candidate): boolean {
  const { role, department, places } = post;
  return who.roles.includes(role) && isHeldAt(who.places, places) && countsIn(policy, role, department, who);
}

/** A role that is held per department counts for a department's task only if it is held there. */
function countsIn(
  { roles }: Pick<PolicyTerms, 'roles'>,
  role: string,
  department: string | undefined,
  who: Candidate,
): boolean {
  return roles[role]?.ofDepartment !== true || department === undefined || who.departments.includes(department);
}

/** Where a task's roles are asked for. */
export function postOf({ places }: CaseState, { department }: Pick<Duty, 'department'>): Omit<Post, 'role'> {
  return { department, places };
}

/**
 * Who approves for a department by a role held in it is its head. Whoever stands in for somebody else brings no roles of
 * their own along, so that belonging to the department complained about is enough.
 */
function refusalOfDepartment(
  state: CaseState,
  policy: PolicyTerms,
  byRole: readonly string[],
  who: Candidate,
): Refusal | undefined {
  const department = state.intake?.respondent.department;
  if (department === undefined) return undefined;
  const byDepartment = byRole.length > 0 && byRole.every((role) => policy.roles[role]?.ofDepartment === true);
  if (who.departments.includes(department) && byDepartment)
    return refuse(
      'ConflictOfInterest',
      403,
      both('被投诉部门的负责人不得审批。', 'The head of the department named in the complaint may not approve.'),
    );
  if (who.ownDepartments?.includes(department) === true)
    return refuse(
      'ConflictOfInterest',
      403,
      both(
        '您属于被投诉的部门，不得代他人审批。',
        'You belong to the department named in the complaint and may not approve on a colleague’s behalf.',
      ),
    );
  return undefined;
}

/** Somebody whom a message names, as the directory knew them when it was sent. Whom it does not know has left. */
export function candidateNamed(
  { named }: { named?: Readonly<Record<string, NamedPerson>> | undefined },
  id: string,
): Candidate {
  const known = named !== undefined && Object.hasOwn(named, id) ? named[id] : undefined;
  return { id, ...(known ?? { roles: [], departments: [], active: false }) };
}

/**
 * Why somebody may not give this task away, or undefined if they may: whoever may do it themselves, a level above, and the
 * policy's owner. Who may not do it because of what they did or are in this case may not choose who does it either.
 */
export function refusalOfGiver(state: CaseState, policy: PolicyTerms, task: Duty, who: Candidate): Refusal | undefined {
  const conflict = conflictOfPerson(state, policy, task, who);
  if (conflict !== undefined) return conflict;
  const above = task.roles.flatMap((role) => rolesAbove(policy, role));
  const isAbove = above.some((role) => holdsPost(policy, { role, ...postOf(state, task) }, who));
  if (isOwner(state, policy, who) || isAbove || ineligible(state, policy, task, who) === undefined) return undefined;
  return refuse(
    'WrongRole',
    403,
    both(
      '只有承办人、上级或办法负责人可以改派。',
      'Only the assignee, a higher level or the policy owner may reassign this task.',
    ),
  );
}

/**
 * Whether somebody may appoint who does a task for which nobody is eligible: the policy's owner and the levels above, also
 * if they may not do it themselves, but never for what they are complained about.
 */
export function mayAppoint(state: CaseState, policy: PolicyTerms, who: Candidate): boolean {
  return who.active !== false && !isRespondent(state, who) && isOwner(state, policy, who);
}

function isOwner({ places }: CaseState, policy: PolicyTerms, who: Candidate): boolean {
  return [policy.owner, ...rolesAbove(policy, policy.owner)].some((role) => holdsPost(policy, { role, places }, who));
}

/**
 * Why a task may not be given to somebody, or undefined if it may. The refusal says what post it takes; the API adds who
 * holds it. Where nobody was eligible when it opened, `appoints` lets the owner give it to anybody whom nothing bars.
 */
export function refusalOfReceiver(
  state: CaseState,
  policy: PolicyTerms,
  duty: Duty,
  receiver: Candidate,
  appoints = false,
): Refusal | undefined {
  const { id, actions, roles: asked, barred } = duty;
  const open = {
    id,
    actions,
    roles: asked,
    barred,
    ...(duty.department === undefined ? {} : { department: duty.department }),
  };
  // Auditors read, and accounts are no posts: whoever is appointed belongs to the policy all the same.
  const isOfPolicy = receiver.roles.some((role) => policy.roles[role] !== undefined);
  const refusal = ineligible(
    state,
    policy,
    appoints && isOfPolicy ? { ...open, assignee: receiver.id, byName: true } : open,
    receiver,
  );
  if (refusal === undefined) return undefined;
  const roles = duty.roles.map((role) => policy.roles[role]?.title ?? both(role, role));
  const department = duty.department === undefined ? undefined : policy.departments[duty.department]?.title;
  const inDepartment = both(
    department === undefined ? '' : `（${department.zh}）`,
    department === undefined ? '' : ` (${department.en})`,
  );
  return {
    ...refusal,
    status: 409,
    duty: open,
    wayOut: both(
      `请指定：${roles.map(({ zh }) => zh).join('、')}${inDepartment.zh}。`,
      `Name a person with one of these roles: ${roles.map(({ en }) => en).join(', ')}${inDepartment.en}.`,
    ),
  };
}
