import { isCustomerOf } from '../case/customer';
import type { Candidate } from '../case/eligibility';
import { holdsPost, isRespondent, refusalOfGiver } from '../case/eligibility';
import { personsOf } from '../file/envelope';
import { isHeldAt } from '../values/place';
import type { CompiledPolicy } from '../policy/compiled';
import { rolesAbove } from '../policy/roles';
import { firstWho } from '../policy/step-of-task';
import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import type { CaseState } from '../case/state';
import { openTasks } from '../case/tasks/tasks';
import { both } from '../values/text';

/**
 * Who may do an action at any time where the policy names no roles for it (`anytimeRoles`), from the widest on:
 *
 * - `staff`: whoever acts in any role at the case's place.
 * - `part`: who has a part in the case now: its handler, the desk that took it, whoever may do or give away one of its open
 *   tasks, the policy's owner and the levels above.
 * - `desk`: its handler, the desk that took it, the policy's owner and the levels above.
 * - `giver`: whoever may give away the task that is meant; the action itself looks at that.
 * - `incident`, `case`: the mass incident that the case belongs to, another complaint: no members of staff.
 */
export type Reach = 'staff' | 'part' | 'desk' | 'giver' | 'incident' | 'case';

interface Asked {
  name: string;
  who: Reach;
  openToRespondent?: boolean | undefined;
  byCustomer?: 'always' | 'unlessRolesAreNamed' | undefined;
}

/** For whoever is no member of staff. */
export const ONLY_STAFF = refuse('WrongRole', 403, both('只有工作人员可以操作。', 'Only staff may do this.'));

/** Why this person may not do this at any time, or undefined if they may. */
export function refusalOfAnytime(
  state: CaseState,
  policy: CompiledPolicy,
  action: Asked,
  by: Candidate,
): Refusal | undefined {
  const byFile = BY_FILES[action.who];
  if (byFile !== undefined) return by.kind === 'service' ? undefined : byFile;
  if (action.openToRespondent !== true && isRespondent(state, by))
    return refuse(
      'ConflictOfInterest',
      403,
      both('您是被投诉人，不得经办本案。', 'You are named in this complaint and may not handle it.'),
    );
  if (isCustomerOf(state, by) && isCustomers(action, policy)) return undefined;
  if ((by.kind ?? 'staff') !== 'staff' || by.roles.length === 0) return ONLY_STAFF;
  if (!isHeldAt(by.places, state.places))
    return refuse(
      'WrongPlace',
      403,
      both('本案属于另一单位，您的岗位不在该单位或其上级。', 'The case belongs to a place where you hold no post.'),
    );
  const roles = policy.anytimeRoles[action.name];
  const may = roles === undefined ? REACHES[action.who](state, policy, by) : holds(state, policy, by, roles);
  return may ? undefined : refusalOfReach(policy, action.who, roles);
}

function isCustomers({ name, byCustomer }: Asked, { anytimeRoles }: CompiledPolicy): boolean {
  return byCustomer === 'always' || (byCustomer === 'unlessRolesAreNamed' && anytimeRoles[name] === undefined);
}

/** Whether somebody has a part in a case, so that they may take down what the customer answered to one of its tasks. */
export function takesPart(state: CaseState, policy: CompiledPolicy, by: Candidate): boolean {
  return (
    isHandler(state, by) ||
    atDesk(state, policy, by) ||
    openTasks(state).some((task) => task.heard !== true && refusalOfGiver(state, policy, task, by) === undefined)
  );
}

const REACHES: Readonly<Record<Reach, (state: CaseState, policy: CompiledPolicy, by: Candidate) => boolean>> = {
  staff: () => true,
  part: takesPart,
  desk: (state, policy, by) => isHandler(state, by) || atDesk(state, policy, by),
  giver: takesPart,
  incident: () => false,
  case: () => false,
};

/** What other files send by themselves, and where somebody who wants it has to go. */
const BY_FILES: Partial<Record<Reach, Refusal>> = {
  incident: refuse(
    'WrongRole',
    403,
    both('由批量事件发出，请在事件中操作。', 'Only the incident itself may send this.'),
    both('请在批量事件中加入或移出投诉。', 'Link or unlink the complaint in the incident.'),
  ),
  case: refuse(
    'WrongRole',
    403,
    both('由被并入的投诉发出。', 'Only the merged complaint may send this.'),
    both('请在那件投诉中办理并入或重新受理。', 'Merge or reopen that complaint.'),
  ),
};

function isHandler({ handler }: CaseState, by: Candidate): boolean {
  return handler !== undefined && personsOf(by).includes(handler);
}

/** Whoever took the complaint, colleagues at the same desk, and the policy's owner. */
function atDesk(state: CaseState, policy: CompiledPolicy, by: Candidate): boolean {
  const { recordedBy } = state;
  if (recordedBy !== undefined && personsOf(by).includes(recordedBy.id)) return true;
  return holds(state, policy, by, [...deskOf(state, policy), policy.owner]);
}

/** The roles of whoever recorded it, as far as the policy knows them; of a complaint from the web, the first that it waits for. */
function deskOf({ recordedBy }: CaseState, policy: CompiledPolicy): string[] {
  const known = (recordedBy?.roles ?? []).filter((role) => policy.roles[role] !== undefined);
  if (known.length > 0) return known;
  const first = firstWho(policy);
  return first === undefined ? [] : [first];
}

function holds(state: CaseState, policy: CompiledPolicy, by: Candidate, roles: readonly string[]): boolean {
  const { department, places } = state;
  return roles
    .flatMap((role) => [role, ...rolesAbove(policy, role)])
    .some((role) => holdsPost(policy, { role, department, places }, by));
}

const WORDS: Readonly<Record<Reach, ReturnType<typeof both>>> = {
  staff: both('只有工作人员可以操作。', 'Only staff may do this.'),
  part: both('只有正在办理本案的人员可以操作。', 'Only staff handling the case may do this.'),
  desk: both(
    '由经办人、受理岗位或办法负责人操作。',
    'Only the handler, the receiving desk or the policy owner may do this.',
  ),
  giver: both(
    '只有办理人、上级或办法负责人可以操作。',
    'Only the assignee, a higher level or the policy owner may do this.',
  ),
  incident: both('由批量事件发出。', 'Only the incident itself may send this.'),
  case: both('由另一投诉发出。', 'Only another complaint may send this.'),
};

function refusalOfReach({ roles: known }: CompiledPolicy, who: Reach, roles: readonly string[] | undefined): Refusal {
  if (roles === undefined) return refuse('WrongRole', 403, WORDS[who]);
  const titles = roles.map((role) => known[role]?.title ?? both(role, role));
  return refuse(
    'WrongRole',
    403,
    both(
      `由「${titles.map(({ zh }) => zh).join('、')}」或其上级操作。`,
      `Only the role "${titles.map(({ en }) => en).join(', ')}" or a higher level may do this.`,
    ),
  );
}
