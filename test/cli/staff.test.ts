import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '../models/test-database';

const ROOT = join(__dirname, '..', '..');
const database = testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'redress-staff-'));
afterAll(() => rmSync(folder, { recursive: true }));

function redress(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, MONGODB_URI: database().uri, REDRESS_DATA: folder };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--require', './engines/typescript/register.cjs', 'cli/main.ts', ...args],
      { cwd: ROOT, env },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : 1, said: stdout + stderr });
      },
    );
  });
}

test('the first administrator of a new installation is entered on the command line, recorded with the system account', async () => {
  const { staff, accessRecord } = database();
  const options = ['--name', '管理员', '--mail', 'admin@shop.example'];
  const { code, said } = await redress('staff', 'add', 'admin', ...options, '--role', 'administrator');
  expect([code, said]).toEqual([0, expect.stringMatching(/password for the first sign-in: \w{4}-\w{4}-\w{4}\n$/)]);
  expect(await staff.byId('admin')).toMatchObject({ roles: ['administrator'], active: true });
  expect((await staff.credentials('admin'))?.mustChange).toBe('always');
  const { items } = await accessRecord.list({ account: 'admin' }, { limit: 9 });
  expect(items).toMatchObject([{ kind: 'accountChanged', what: 'added', account: `cli:${userInfo().username}` }]);
}, 120_000);

test('by the rules of the API: nothing unknown, and an administrator is left', async () => {
  const { staff } = database();
  await staff.upsert({
    ...{ id: 'root', name: 'R', mail: 'r@x.example', roles: ['administrator'], departments: [] },
    ...{ active: true, absences: [] },
  });
  await staff.edit('admin', { at: '2026-11-01T00:00:00.000Z', by: 'test', what: 'retired' }, () => ({
    member: { active: false },
  }));
  const [last, unknown, place] = await Promise.all([
    redress('staff', 'retire', 'root'),
    redress('staff', 'add', 'hong', '--name', '洪亮', '--mail', 'h@shop.example', '--role', 'emperor'),
    redress('places', 'add', 'hq', '--zh', '总部', '--en', 'HQ', '--kind', 'headquarters'),
  ]);
  expect(last).toEqual({ code: 1, said: expect.stringContaining('Add another administrator first.') as string });
  expect(unknown).toEqual({ code: 1, said: expect.stringContaining('roles.0: ') as string });
  expect(place).toEqual({ code: 0, said: 'hq entered\n' });
  expect((await staff.byId('root'))?.active).toBe(true);
}, 120_000);
