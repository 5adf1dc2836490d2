import type { StaffMember } from '../../models/staff';
import { testDatabase } from './test-database';

const database = testDatabase();
const mei: StaffMember = {
  ...{
    id: 'mei',
    name: '梅',
    mail: 'mei@example.com',
    phone: '13800000001',
    roles: ['desk'],
    places: ['store'],
    departments: ['service'],
  },
  ...{ active: true, absences: [{ from: '2026-11-22T00:00:00Z', to: '2026-11-29T00:00:00Z', substitute: 'lin' }] },
};

describe('staff', () => {
  test('entered and changed: read back as last said, nothing of it twice', async () => {
    const { staff } = database();
    await staff.upsert(mei);
    expect(await staff.byId('mei')).toEqual(mei);
    const changed: StaffMember = { ...mei, roles: ['desk', 'manager'], absences: [] };
    delete changed.phone;
    await staff.upsert(changed);
    expect(await staff.byId('mei')).toEqual(changed);
    expect((await staff.all()).filter(({ id }) => id === 'mei')).toEqual([changed]);
    expect(await staff.byId('nobody')).toBeUndefined();
  });

  test('a password set: kept when the person is changed, sessions before it are over', async () => {
    const { staff } = database();
    await staff.upsert({ ...mei, id: 'lin' });
    expect(await staff.credentials('lin')).toEqual({ id: 'lin', tokenVersion: 1, active: true });
    expect(await staff.setPassword('lin', 'hash-1')).toBe(true);
    await staff.upsert({ ...mei, id: 'lin', name: '林' });
    expect(await staff.credentials('lin')).toEqual({
      id: 'lin',
      passwordHash: 'hash-1',
      tokenVersion: 2,
      active: true,
    });
  });

  test('somebody leaves: their sessions are over', async () => {
    const { staff } = database();
    await staff.upsert({ ...mei, id: 'hua' });
    await staff.upsert({ ...mei, id: 'hua', active: false });
    expect(await staff.credentials('hua')).toMatchObject({ active: false, tokenVersion: 2 });
  });

  test('what is known of a person never carries their password', async () => {
    const { staff } = database();
    await staff.upsert({ ...mei, id: 'tan' });
    await staff.setPassword('tan', 'hash-2');
    expect(JSON.stringify([await staff.byId('tan'), await staff.all()])).not.toContain('hash-2');
  });

  test('nothing is set for somebody unknown', async () => {
    const { staff } = database();
    expect(await staff.setPassword('nobody', 'h')).toBe(false);
    expect(await staff.setAbsences('nobody', [])).toBe(false);
    expect(await staff.endSessions('nobody')).toBe(false);
    expect(await staff.credentials('nobody')).toBeUndefined();
  });
});
