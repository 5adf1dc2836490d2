import { ACTIONS } from '../../domain/actions';
import type { ActionDefinition } from '../../domain/actions/action';
import { judgeMessage } from '../../domain/case/judge-message';
import { caseWith } from '../permissions/cells';
import { actorOf, everybody, namedIn } from '../support/people';
import { shippedPolicies } from '../support/policies';
import { asIfSealed, sealedData } from '../support/sealed-data';

const { policy } = shippedPolicies().find((bundle) => bundle.policy.id === 'car-dealer')!;
const people = everybody(policy).map((one) => ({ ...one, places: ['unit'], active: true }));
const staff = { person: (id: string) => people.find((one) => one.id === id), all: () => people };
const recordMeeting = ACTIONS.get('recordMeeting') as ActionDefinition;

type Chair = readonly [person: string, role: string];

/** What comes of a meeting of these people, about a complaint to the service department. */
function met(step: string, chairs: readonly Chair[], respondents: string[]): string {
  const who = 'customerRelationsManager';
  const { state, task } = caseWith(policy, {
    ...{ line: 'main', step, actions: ['recordMeeting'], who, orAbove: true, barred: [], department: 'service' },
  });
  const attendees = chairs.map(([person, role]) => ({ person, role }));
  const said = { attendees, customerPresent: true, plan: '换件并延长保修' };
  const { data } = sealedData(recordMeeting, said, asIfSealed(state.no));
  const raw = { key: '1', by: actorOf(staff.person(who)!), via: 'api', task: task.id, data };
  const named = namedIn(staff, recordMeeting, data);
  const all = { state: { ...state, respondents }, policy, action: 'recordMeeting', busy: false };
  const judged = judgeMessage({ ...all, raw: { ...raw, ...named } });
  return judged.verdict === 'refuse' ? judged.refusal.code : judged.verdict;
}

const us: Chair = ['customerRelationsManager', 'customerRelationsManager'];
const service: Chair = ['departmentManager-service', 'departmentManager'];

describe('a negotiation that a post above may sit in', () => {
  test('goes without the manager who was found responsible, with somebody above in the chair', () => {
    const found = ['departmentManager-service'];
    expect(met('negotiate', [us, service], [])).toBe('accept');
    expect(met('negotiate', [us, service], found)).toBe('ConflictOfInterest');
    expect(met('negotiate', [us, ['generalManager', 'departmentManager']], found)).toBe('accept');
  });

  test.each([
    ['somebody below', 'customerRelationsOfficer', 'WrongRole'],
    ['another department', 'departmentManager-sales', 'WrongDepartment'],
    ['whoever sits there already', 'customerRelationsManager', 'SamePersonTwice'],
  ])('%s fills no chair', (_, person, code) => {
    expect(met('negotiate', [us, [person, 'departmentManager']], [])).toBe(code);
  });
});

test('a meeting that says nothing of posts above wants the posts themselves', () => {
  const chairs: Chair[] = [us, ['generalManager', 'departmentManager'], ['generalManager-2', 'generalManager']];
  expect(met('emergency', chairs, [])).toBe('WrongRole');
});
