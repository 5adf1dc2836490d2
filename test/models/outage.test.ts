import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import { createJournal } from '../../activities/append-events';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { connect, isUp } from '../../models/connect';
import { connectAnswered } from '../../models/connect-answered';
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
  // A command can do nothing without: it waits for so long, and says what is missing.
  await expect(connectAnswered(uri, 10)).rejects.toThrow(
    /^MongoDB at 127\.0\.0\.1:\d+ did not answer .* MONGODB_URI\.$/,
  );
  const set = 'mongodb://user:secret@127.0.0.1:1,127.0.0.1:2/redress?replicaSet=rs';
  await expect(connectAnswered(set, 10)).rejects.toThrow(/^MongoDB at 127\.0\.0\.1:1,127\.0\.0\.1:2 did not answer/);
  const waiting = connectAnswered(uri);
  const lateStaff = new Staff(late);
  await expect(lateStaff.all()).rejects.toThrow();

  await restart();
  const command = await waiting;
  expect(await new Staff(command).all()).toHaveLength(1);
  await command.close();
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

/** What of the driver asks a server how it is. */
interface Asking {
  topology: { s: { servers: Map<string, { monitor: { connection: { command: unknown }; s: { state: string } } }> } };
}

test('the driver has stopped asking whether the database is back: the connection is opened anew, and serves as before', async () => {
  const { uri, kill, restart } = database();
  const connection = await connect(uri);
  const staff = new Staff(connection);
  // As if an answer were awaited that never comes.
  const [server] = (connection.getClient() as unknown as Asking).topology.s.servers.values();
  const { monitor } = server!;
  monitor.connection.command = () => new Promise(() => undefined);
  while (monitor.s.state !== 'monitoring') await sleep(20);
  const killed = kill();
  for (let i = 0; i < 40; i++) {
    void isUp(connection);
    await sleep(5);
  }
  await killed;
  expect(await isUp(connection)).toBe(false);
  await restart();
  for (let i = 0; i < 40 && !(await isUp(connection)); i++) await sleep(200);
  expect(await isUp(connection)).toBe(true);
  await staff.all();
  await connection.close();
  await sleep(2_500);
  expect(connection.readyState).toBe(0);
}, 120_000);
