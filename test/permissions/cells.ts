import { ANYTIME_ACTIONS } from '../../domain/actions';
import { refusalOfAnytime } from '../../domain/actions/who';
import { ineligible, RULE } from '../../domain/case/eligibility';
import type { Candidate } from '../../domain/case/eligibility';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { rolesAbove } from '../../domain/policy/roles';
import { firstWho } from '../../domain/policy/step-of-task';
import { emptyCase } from '../../domain/case/state';
import type { CaseState, Task } from '../../domain/case/state';
import { DEPARTMENT } from './waits';
import type { Wait } from './waits';

/**
 * In what relation somebody who holds a role stands to a case. The case belongs to the place `unit` within `hq`; `accused`
 * is complained about, `handler` handles it, `doer` has done everything that was ever done in it.
 */
export const SITUATIONS = {
  here: {},
  otherDepartment: { departments: ['another'] },
  otherPlace: { places: ['other'] },
  noPlace: { places: [] },
  placeAbove: { places: ['hq'] },
  accused: { id: 'accused' },
  substitute: { id: 'somebody', for: 'colleague', ownDepartments: ['another'] },
  accusedSubstitute: { id: 'accused', for: 'colleague', ownDepartments: ['another'] },
  substituteOfAccused: { id: 'somebody', for: 'accused', ownDepartments: ['another'] },
  handler: { id: 'handler' },
  doer: { id: 'doer' },
  substituteOfDoer: { id: 'somebody', for: 'doer', ownDepartments: ['another'] },
  barredByStage: { id: 'barred' },
  /** The department complained about is the one that the role is held in, or that the substitute belongs to. */
  departmentAccused: {},
  substituteOfDepartmentAccused: { id: 'somebody', for: 'colleague', ownDepartments: [DEPARTMENT] },
  left: { active: false },
  customer: { kind: 'customer' },
} as const satisfies Record<string, Partial<Candidate>>;
export type Situation = keyof typeof SITUATIONS;

/** Who asks: somebody with a role, in a relation to the case. */
export function candidate(role: string, department: string, situation: Situation): Candidate {
  const relation: Partial<Candidate> = SITUATIONS[situation];
  const own = relation.ownDepartments?.includes(DEPARTMENT) === true ? { ownDepartments: [department] } : {};
  return { id: 'somebody', roles: [role], departments: [department], places: ['unit'], ...relation, ...own };
}

/** A case with one open task of a wait, as the runner opens it. */
export function caseWith(policy: CompiledPolicy, wait: Wait): { state: CaseState; task: Task } {
  const { line, step, actions, who, orAbove, department = DEPARTMENT, given, barred } = wait;
  const task: Task = {
    ...{
      id: `${line === 'main' ? line : `${line}.1`}/${step}/1/it`,
      title: { zh: '待办', en: 'Task' },
      actions,
      role: who,
    },
    roles: [who, ...(orAbove ? rolesAbove(policy, who) : [])],
    department,
    ...(given === undefined ? {} : { assignee: given === 'heard' ? 'accused' : 'handler' }),
    ...(given === 'heard' ? { heard: true } : {}),
    ...(given === 'byName' ? { byName: true } : {}),
    barred: barred.length === 0 ? [] : [{ id: 'barred', why: 'owner' }],
    ...{ openedAt: '2026-10-08T01:00:00.000Z', rungs: [], status: 'open' },
  };
  return { state: { ...anyCase(policy), department, tasks: { [task.id]: task } }, task };
}

/** Whether somebody may do a task of a wait. `without` takes a check out of the rule. */
export function mayDo(
  policy: CompiledPolicy,
  wait: Wait,
  role: string,
  situation: Situation,
  without?: string,
): boolean {
  const { state: quiet, task } = caseWith(policy, wait);
  const state = situation.endsWith('epartmentAccused') ? accusing(quiet, task.department ?? '') : quiet;
  const rule = Object.fromEntries(Object.entries(RULE).filter(([check]) => check !== without));
  return ineligible(state, policy, task, candidate(role, task.department ?? '', situation), rule) === undefined;
}

/** Whether somebody may do an action at any time in a case at which one of the desk's tasks is open. */
export function mayAnytime(policy: CompiledPolicy, action: string, role: string, situation: Situation): boolean {
  const definition = ANYTIME_ACTIONS.get(action);
  if (definition === undefined) throw new Error(`${action} is no action at any time`);
  const { state } = caseWith(policy, deskOf(policy));
  return refusalOfAnytime(state, policy, definition, candidate(role, DEPARTMENT, situation)) === undefined;
}

/** The same case, but the complaint is about a department. */
function accusing(state: CaseState, department: string): CaseState {
  const intake = { respondent: { persons: [], department } } as unknown as NonNullable<CaseState['intake']>;
  return { ...state, intake };
}

function deskOf(policy: CompiledPolicy): Wait {
  const who = firstWho(policy) ?? policy.owner;
  return { line: 'main', step: 'first', actions: ['judge'], who, orAbove: false, barred: [] };
}

function anyCase(policy: CompiledPolicy): CaseState {
  const done = { all: ['doer'], last: ['doer'], seq: 1 };
  return {
    ...emptyCase('C261008-4K7QMXD', { id: policy.id, version: policy.version, bundleHash: policy.bundleHash }),
    ...{ status: 'open', recordedAt: '2026-10-08T01:00:00.000Z', handler: 'handler', respondents: ['accused'] },
    places: ['hq', 'unit'],
    did: Object.fromEntries(
      Object.values(policy.separate).flatMap(({ first, within }) =>
        within === 'visit' ? [] : first.map((action) => [action, done]),
      ),
    ),
  };
}
