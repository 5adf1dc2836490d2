import fc from 'fast-check';
import { excuseOf, groundsOf } from '../../domain/penalties/penalty-grounds';
import type { CaseState, Delay } from '../../domain/case/state';
import { nothing } from './case-lives';

const DELAY: Delay = {
  task: 'main/investigate/1/findings',
  role: 'handler',
  assignee: 'jun',
  department: 'quality',
  openedAt: '2026-10-01T00:00:00.000Z',
  dueAt: '2026-10-03T00:00:00.000Z',
  charged: true,
};

function caseWith(changes: Partial<CaseState>): CaseState {
  return { ...nothing(), ...changes };
}

describe('who is up for a penalty', () => {
  const responsible = caseWith({ department: 'quality', findings: { cause: '', persons: ['packer', 'driver'] } });

  test('is whoever was found responsible, and their department’s head', () => {
    expect(groundsOf(responsible, { head: 'departmentHead' }, 0)).toMatchObject([
      { person: 'packer', because: 'responsible', department: 'quality' },
      { person: 'driver', because: 'responsible' },
      { role: 'departmentHead', because: 'head' },
    ]);
  });
  test('is whoever held a task past its time, by the record of tasks, if the delay is charged and not excused', () => {
    const uncharged = { ...DELAY, role: 'complaintsDesk', charged: false };
    const excused: Delay = { ...DELAY, role: 'supervisor', excused: { because: 'absence' } };
    const held = caseWith({ delays: [uncharged, excused, DELAY] });
    expect(groundsOf(held, {}, 0)).toMatchObject([{ person: 'jun', role: 'handler', because: 'delay' }]);
  });
  test('is whoever answers for an omitted warning, only if there is a loss', () => {
    const omitted = caseWith({ facts: { warningOmitted: true }, handler: 'jun' });
    const rules = { omission: { handler: true, roles: ['storeManager'] } };
    expect(groundsOf(omitted, rules, 1)).toMatchObject([
      { person: 'jun', because: 'omission' },
      { role: 'storeManager', because: 'omission' },
    ]);
    expect(groundsOf(omitted, rules, 0)).toEqual([]);
    expect(groundsOf(omitted, {}, 1)).toEqual([]);
  });
  test('is whoever did what this policy forbids by name', () => {
    const violations = ['falseConfirmation', 'gossip'].map((kind) => ({ kind, person: 'foreman', finding: 'sealed' }));
    expect(groundsOf(caseWith({ violations }), { violations: { falseConfirmation: {} } }, 0)).toMatchObject([
      { person: 'foreman', because: 'falseConfirmation' },
    ]);
  });
  test('is nobody twice for the same, nor again once it was decided', () => {
    const twice = caseWith({ delays: [DELAY, DELAY] });
    const [ground] = groundsOf(twice, {}, 0);
    expect(groundsOf(twice, {}, 0)).toHaveLength(1);
    expect(groundsOf({ ...twice, penalties: [{ ...ground }] }, {}, 0)).toEqual([]);
    expect(groundsOf({ ...twice, penaltiesWaived: [{ ...ground }] }, {}, 0)).toEqual([]);
  });
  test('stays so whatever was decided before: decided and up are never the same', () => {
    const persons = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(persons, persons, persons, (found, penalised, waived) => {
        const decided = (ids: string[]) => ids.map((id) => ({ ground: `responsible/${id}` }));
        const state = caseWith({
          findings: { cause: '', persons: found },
          penalties: decided(penalised),
          penaltiesWaived: decided(waived),
        });
        expect(groundsOf(state, {}, 0).map(({ person }) => person)).toEqual(
          found.filter((id) => !penalised.includes(id) && !waived.includes(id)),
        );
      }),
    );
  });
});

describe('a delay is excused', () => {
  const all = ['absence', 'reassignment', 'pause'] as const;

  test('if whoever held the task was away when it fell due', () => expect(excuseOf(DELAY, all, true)).toBe('absence'));
  test('if it was given to them when more than half of the time was over', () => {
    expect(excuseOf({ ...DELAY, reassignedAt: '2026-10-02T00:00:00.001Z' }, all, false)).toBe('reassignment');
    expect(excuseOf({ ...DELAY, reassignedAt: '2026-10-02T00:00:00.000Z' }, all, false)).toBeUndefined();
  });
  test('if the case waited for somebody outside when it fell due', () =>
    expect(excuseOf({ ...DELAY, paused: true }, all, false)).toBe('pause'));
  test('by nothing that the policy doesn’t let count', () => {
    const excusable = { ...DELAY, paused: true, reassignedAt: DELAY.dueAt };
    expect(excuseOf(excusable, [], true)).toBeUndefined();
    expect(excuseOf(excusable, ['pause'], true)).toBe('pause');
  });
});
