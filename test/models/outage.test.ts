import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import { createJournal } from '../../activities/append-events';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { connect, isUp } from '../../models/connect';
import { Staff } from '../../models/staff';
import { eventsOf, note, recorded } from './case-events';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();

test('the database is killed and comes back: what is in memory is answered, calls fail soon, nothing is lost', async () => {
  const { staff, directory, policies, bundles, register, connection, kill, restart, uri } = database();
  const journal = createJournal(database());
  const no = aNumber();
  const events = eventsOf(no, [recorded(), note('sealed elsewhere')]);
  const head = await journal.appendEvents({ no, head: '', events: events.slice(0, 1) });
  await staff.upsert({
    id: 'mei',
    name: '梅',
    mail: 'mei@example.com',
    roles: ['desk'],
    departments: [],
    active: true,
    absences: [],
  });
  expect(await directory.refresh()).toBe(true);
  const bundle = { hash: 'h1', policy: { id: 'p', version: '1.0.0' } } as unknown as PolicyBundle;
  await policies.publish(bundle, { by: 'mei' });
  await bundles.get('h1');
  expect(await isUp(connection)).toBe(true);

  await kill();
  const startedAt = performance.now();
  const batch = { no, head, events: events.slice(1) };
  const failure: unknown = await journal.appendEvents(batch).catch((error: unknown) => error);
  // An error of the system is one of another realm than Jest's.
  expect(types.isNativeError(failure)).toBe(true);
  expect(failure).not.toHaveProperty('nonRetryable', true);
  expect(performance.now() - startedAt).toBeLessThan(6_000);
  expect(await isUp(connection)).toBe(false);
  expect(await directory.refresh()).toBe(false);
  expect(directory.holders('desk')).toEqual([{ id: 'mei' }]);
  expect(await bundles.get('h1')).toEqual(bundle);
  await expect(bundles.get('h2')).rejects.toThrow();

  // A process that starts during the outage gets its connection later.
  const late = await connect(uri);
  expect(await isUp(late)).toBe(false);
  const lateStaff = new Staff(late);
  await expect(lateStaff.all()).rejects.toThrow();

  await restart();
  await journal.appendEvents(batch);
  expect(await register.entry(no)).toMatchObject({ seq: 2 });
  expect(await database().audit.verifyCase(no)).toMatchObject({ intact: true, events: 2 });
  expect(await directory.refresh()).toBe(true);
  for (let i = 0; i < 100 && !(await isUp(late)); i++) await sleep(100);
  expect(await isUp(late)).toBe(true);
  expect(await lateStaff.all()).toHaveLength(1);
  await late.close();
});

test('a connection closed while it still waits for the database: it stops trying', async () => {
  const nowhere = await connect('mongodb://127.0.0.1:1/redress?directConnection=true');
  expect(await isUp(nowhere)).toBe(false);
  await nowhere.close();
  await sleep(2_500);
  expect(nowhere.readyState).toBe(0);
});
