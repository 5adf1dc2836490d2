import { vacancyOf, whoCould } from '../../api/case/eligible';
import type { StaffMember } from '../../models/staff';
import { caseWith } from '../permissions/cells';
import type { Wait } from '../permissions/waits';
import { DEPARTMENT } from '../permissions/waits';
import { allPolicies } from '../support/policies';
import { member } from './support/running-api';

const { policy } = allPolicies().get('enterprise-eight-step')!;
const decision: Wait = {
  ...{ line: 'main', step: 'penalise', actions: ['decidePenalties'], who: 'supervisor', orAbove: false },
  barred: ['barred'],
};
const { state, task } = caseWith(policy, decision);
const supervisor = (id: string, changes: Partial<StaffMember> = {}): StaffMember =>
  member(id, { roles: ['supervisor'], departments: [DEPARTMENT], places: ['unit'], ...changes });

/** All of whom somebody may not have the task, for one reason each. */
const OTHERS = [
  supervisor('accused'),
  supervisor('barred'),
  supervisor('left', { active: false }),
  supervisor('elsewhere', { places: ['other'] }),
  supervisor('nowhere', { places: [] }),
  supervisor('moved', { roles: ['handler'] }),
  supervisor('audit', { roles: ['auditor'] }),
  supervisor('admin', { roles: ['administrator'] }),
  supervisor('without', { roles: [] }),
  // Who reported it, or found it out, decides on no penalty.
  supervisor('doer'),
];

test('named are those alone who could be given the task: nobody barred, complained about, gone or of elsewhere', () => {
  const staff = [...OTHERS, supervisor('one'), supervisor('above', { places: ['hq'] })];
  const { candidates } = whoCould(staff, { state, policy }, task);
  expect(candidates.map(({ id }) => id)).toEqual(['one', 'above']);
  // Their name is all that is said of them.
  expect(new Set(candidates.flatMap((one) => Object.keys(one)))).toEqual(new Set(['id', 'name']));
});

test('twenty are named at most', () => {
  const staff = Array.from({ length: 50 }, (_, i) => supervisor(`s${i}`));
  expect(whoCould(staff, { state, policy }, task).candidates).toHaveLength(20);
});

test('a task is vacant where all who hold its post are kept from it, and by no assignment of now', () => {
  const given = { ...task, assignee: 'one', byName: true as const };
  expect(vacancyOf(OTHERS, { state, policy }, given)).toEqual({ vacant: true });
  expect(vacancyOf([...OTHERS, supervisor('two')], { state, policy }, given)).toEqual({});
});
