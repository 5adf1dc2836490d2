import { createWhoHeld } from '../../activities/who-held';
import { Directory } from '../../models/directory';
import type { StaffMember } from '../../models/staff';
import { allPolicies } from '../support/policies';

const bundle = allPolicies().get('penalised')!;

function head(id: string, changes: Partial<StaffMember> = {}): StaffMember {
  return {
    ...{ id, name: id, mail: `${id}@example.com`, roles: ['departmentHead'], departments: ['floor'] },
    ...{ active: true, absences: [], ...changes },
  };
}

async function whoHeld(staff: StaffMember[], question: { person?: string; at?: string } = {}) {
  const directory = new Directory({ all: async () => staff });
  await directory.refresh();
  const ask = createWhoHeld({ get: async () => bundle }, directory);
  const about = { role: 'departmentHead', department: 'floor', at: '2026-10-03T00:00:00Z', ...question };
  return ask({ bundleHash: bundle.hash, ...about });
}

const october = { from: '2026-10-01T00:00:00Z', to: '2026-10-08T00:00:00Z' };

describe('who held a role', () => {
  test('is whoever the directory says, in that department', async () => {
    const staff = [head('qian'), head('zhou', { departments: ['quality'] }), head('gone', { active: false })];
    expect(await whoHeld(staff)).toEqual({ persons: ['qian'], wasAway: false });
  });
  test('is whose post it is, not their substitute, who answers for nobody’s', async () => {
    const staff = [head('qian', { absences: [{ ...october, substitute: 'wu' }] }), head('wu', { roles: [] })];
    expect(await whoHeld(staff)).toEqual({ persons: ['qian'], wasAway: true });
  });
  test('was away if everybody who held it was', async () => {
    expect(await whoHeld([head('qian', { absences: [october] })])).toEqual({ persons: [], wasAway: true });
    expect((await whoHeld([head('qian', { absences: [october] }), head('sun')])).wasAway).toBe(false);
  });
});

test('an absence that was entered once the task was late excuses nothing, with a substitute or without', async () => {
  const at = '2026-10-03T00:00:00Z';
  for (const substitute of [{}, { substitute: 'wu' }])
    for (const [enteredAt, wasAway] of [
      ['2026-10-03T00:00:00Z', true],
      ['2026-10-03T00:00:01Z', false],
    ] as const) {
      const staff = [head('qian', { absences: [{ ...october, ...substitute, enteredAt }] }), head('wu', { roles: [] })];
      expect((await whoHeld(staff, { person: 'qian', at })).wasAway).toBe(wasAway);
      expect((await whoHeld(staff, { at })).wasAway).toBe(wasAway);
      if (!wasAway) expect((await whoHeld(staff, { at })).persons).toEqual(['qian']);
    }
});

test('whether somebody was away is asked of the instant that matters, however long ago', async () => {
  const staff = [head('qian', { absences: [october] })];
  expect((await whoHeld(staff, { person: 'qian' })).wasAway).toBe(true);
  expect((await whoHeld(staff, { person: 'qian', at: '2026-10-08T00:00:00Z' })).wasAway).toBe(false);
});
