import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedStaff, withFirstPassword } from '../../cli/seed';
import { testDatabase } from '../models/test-database';

const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'redress-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('sample staff share a password that is to be changed once others reach the API; who is there stays as they are', async () => {
  const { connection, staff, places } = database();
  const { people, password } = await seedStaff(connection, folder);
  for (const { id } of people) expect((await staff.credentials(id))?.mustChange).toBe('exposed');
  expect(people.filter(({ roles }) => roles.includes('administrator'))).toHaveLength(1);
  await staff.edit('lin', { at: new Date().toISOString(), by: 'admin', what: 'retired' }, () => ({
    member: { active: false },
  }));
  await staff.setPassword('guo', 'their own');
  await places.upsert({ id: 'hq', title: { zh: '集团总部', en: 'Group' }, kind: 'headquarters' });
  expect((await seedStaff(connection, folder)).password).toBe(password);
  expect((await staff.byId('lin'))?.active).toBe(false);
  expect(await staff.credentials('guo')).toMatchObject({ passwordHash: 'their own' });
  expect((await places.all()).find(({ id }) => id === 'hq')?.title.zh).toBe('集团总部');
});

test('a sample account acts by the first password while samples are loaded, and no longer', async () => {
  const { connection, staff } = database();
  await seedStaff(connection, folder);
  let meanwhile: unknown = 'not asked';
  const failing = withFirstPassword(connection, 'chen', async () => {
    meanwhile = (await staff.credentials('chen'))?.mustChange;
    throw new Error('the API is away');
  });
  await expect(failing).rejects.toThrow('the API is away');
  expect(meanwhile).toBeUndefined();
  expect((await staff.credentials('chen'))?.mustChange).toBe('exposed');
});
