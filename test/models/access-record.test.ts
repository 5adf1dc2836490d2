import { AccessRecord, keyed } from '../../models/access-record';
import type { AccessEntry, RecordTrouble } from '../../models/access-record';
import type { NoteWork } from '../../models/note-work';
import type { ChangeNote } from '../../models/staff';
import { Staff } from '../../models/staff';
import { storeFailureOf } from '../../models/store-failure';
import { testDatabase } from './test-database';

const database = testDatabase();
const PAGE = { limit: 100 };

let seen = 0;
/** An entry that no other test has. */
const entry = (over: Partial<AccessEntry> = {}): AccessEntry => ({
  ...{ at: new Date(Date.UTC(2026, 10, 1) + seen++).toISOString(), kind: 'opened', account: 'mei', no: `C${seen}` },
  ...over,
});

test('what was noted is there once it was written, each entry once', async () => {
  const { accessRecord } = database();
  const mine = entry();
  accessRecord.note(mine);
  await accessRecord.flush();
  await accessRecord.flush();
  expect((await accessRecord.list({ no: mine.no }, PAGE)).items).toEqual([mine]);
});

test('written without being asked to', async () => {
  const { accessRecord } = database();
  const mine = entry();
  accessRecord.note(mine);
  while ((await accessRecord.list({ no: mine.no }, PAGE)).total.count === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
});

test('while the database is down it waits, noting costs nothing, and afterwards nothing is missing', async () => {
  const { connection, kill, restart } = database();
  const failures: unknown[] = [];
  const note: NoteWork = (work, error) => failures.push([work, storeFailureOf(error)]);
  const accessRecord = new AccessRecord(connection, { note });
  const lost: RecordTrouble[] = [];
  accessRecord.reportTo((one) => lost.push(one));
  await kill();
  const mine = [entry({ for: 'outage' }), entry({ for: 'outage' }), entry({ for: 'outage' })];
  for (const one of mine) accessRecord.note(one);
  await accessRecord.flush();
  expect(failures).toContainEqual(['accessRecord', 'gone']);
  expect(lost).toEqual([]);
  await restart();
  for (;;) {
    await accessRecord.flush();
    const { items } = await accessRecord.list({ account: 'outage' }, PAGE).catch(() => ({ items: [] }));
    if (items.length === mine.length) return;
  }
}, 60_000);

test('beyond the most that may wait, entries are counted as lost', async () => {
  const record = new AccessRecord(database().connection, { mostWaiting: 2 });
  let lost = 0;
  record.reportTo((trouble) => (lost += trouble.lost));
  for (let i = 0; i < 5; i++) record.note(entry({ for: 'too-many' }));
  expect(lost).toBe(3);
  await record.flush();
  expect((await record.list({ account: 'too-many' }, PAGE)).total.count).toBe(2);
});

test('alike refusals of nobody we know are one entry with their number', async () => {
  const { accessRecord } = database();
  const nobody: AccessEntry = { at: entry().at, kind: 'refused', operation: 'me', code: 'NotSignedIn', no: 'N1' };
  for (let i = 0; i < 1_000; i++) accessRecord.note(nobody);
  await accessRecord.flush();
  const { items } = await accessRecord.list({ no: 'N1' }, PAGE);
  expect(items.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(1_000);
  expect(items.length).toBeLessThan(5);
});

test('a change of an account whose process was killed before it was recorded is recorded later, once', async () => {
  const { staff, accessRecord, connection } = database();
  const note: ChangeNote = { at: entry().at, by: 'root', what: 'changed' };
  await staff.upsert({ id: 'kill', name: 'K', mail: 'k@x', roles: [], departments: [], active: true, absences: [] });
  const lost = keyed({ at: note.at, kind: 'accountChanged', account: 'root', what: 'changed', whom: 'kill' });
  await connection.collection('staff').updateOne({ _id: 'kill' as never }, { $set: { unrecorded: [lost] } });
  const another = new Staff(connection);
  await another.settle();
  await another.settle();
  expect((await accessRecord.list({ account: 'kill' }, PAGE)).total.count).toBe(1);
});

test('two changes of one account at once are both made, and each says what was there before', async () => {
  const { staff, accessRecord } = database();
  await staff.upsert({ id: 'twice', name: 'T', mail: 't@x', roles: [], departments: [], active: true, absences: [] });
  const add = (role: string) =>
    staff.edit('twice', { at: entry().at, by: 'root', what: 'changed' }, ({ roles }) => ({
      member: { roles: [...roles, role] },
    }));
  await Promise.all(['a', 'b', 'c', 'd'].map(add));
  expect((await staff.byId('twice'))?.roles.sort()).toEqual(['a', 'b', 'c', 'd']);
  const { items } = await accessRecord.list({ account: 'twice' }, PAGE);
  expect(items.map(({ before }) => (before?.['roles'] as string[]).length).sort()).toEqual([0, 1, 2, 3]);
});
