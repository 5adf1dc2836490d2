import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../engines/for-tests';
import { TASK_QUEUE } from '../../workflows/messages';
import { ABSENCE_SCHEDULE } from '../../workers/absence-schedule';
import { Http } from '../api/support/http';
import { member, PASSWORD } from '../api/support/running-api';
import { eventually } from '../engines/support';
import { enterStaff } from '../support/enter-staff';
import { Stack } from '../support/stack';
import { expressions } from './files';
import { readsOf } from './promql';

let stack: Stack;
const ports = { own: 0, sdk: 0 };
const textAt = async (base: string): Promise<string> => (await fetch(`${base}/metrics`)).text();
const ofApi = (): Promise<string> => textAt(stack.apiUrl);
const ofWorker = (): Promise<string> => textAt(`http://127.0.0.1:${ports.own}`);
const ofSdk = (): Promise<string> => textAt(`http://127.0.0.1:${ports.sdk}`);

beforeAll(async () => {
  Object.assign(ports, { own: await freePort(), sdk: await freePort() });
  stack = await Stack.start({
    api: true,
    before: (one) => enterStaff(one, [member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] })]),
    env: { REDRESS_WORKER_PORT: String(ports.own), REDRESS_SDK_METRICS_PORT: String(ports.sdk) },
    apiEnv: { REDRESS_DRAIN_MS: '3000' },
  });
}, 240_000);
afterAll(() => stack.stop(), 60_000);

/** Names of the samples that a page of metrics has, and those that it declares and has nothing to say of yet. */
function namesIn(page: string): Set<string> {
  const declared = [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
  return new Set([...declared, ...[...page.matchAll(/^([a-z_]+)[{ ]/gim)].map(([, name = '']) => name)]);
}

test('API, worker and SDK serve every metric that a rule or a panel asks for', async () => {
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection });
  // A workflow that nobody knows fails its task, as a case does that does not fit its code.
  const unknown = await client.workflow.start('unheardOf', { taskQueue: TASK_QUEUE, workflowId: 'unheard-of' });
  await client.schedule.getHandle(ABSENCE_SCHEDULE).trigger();
  const wanted = new Set(expressions.flatMap(([, one]) => readsOf(one).map(({ metric }) => metric)));
  for (const one of ['up', 'ALERTS']) wanted.delete(one);
  await eventually(async () => {
    const known = new Set([...namesIn(await ofApi()), ...namesIn(await ofWorker()), ...namesIn(await ofSdk())]);
    expect([...wanted].filter((name) => !known.has(name))).toEqual([]);
  }, 60_000);
  await unknown.terminate();
  await connection.close();
}, 120_000);

test('a complaint shows: an open task, a journal that was written, and one that is retried while the store is away', async () => {
  const { body } = await new Http(stack.apiUrl).post('/api/v1/session', { id: 'mei', password: PASSWORD });
  const mei = new Http(stack.apiUrl).as(body.token as string);
  const answered = await mei.post('/api/v1/complaints', {
    ...{ category: 'quality', channel: 'phone', complainant: { name: '欧阳' }, text: '冒烟' },
    ...{ demand: { kind: 'refund', amountFen: 39_900 }, receiptFen: 39_900 },
  });
  expect(answered.status).toBe(201);
  const no = answered.body.no as string;
  // What stands in the database is counted every 15 s at most.
  await eventually(async () => {
    expect(await ofApi()).toMatch(/^redress_open_tasks [1-9]/m);
    expect(await ofApi()).toMatch(/^redress_overdue_tasks 0$/m);
  }, 60_000);
  expect(await ofWorker()).toMatch(/^redress_journal_duration_seconds_count [1-9]/m);

  await stack.kill('mongo');
  // Whether it is answered in time, or the case goes on without: what it orders has to wait for the store.
  await mei.post(`/api/v1/complaints/${no}/actions/note`, { data: { text: '再问' } });
  await eventually(async () => {
    const page = await ofWorker();
    expect(page).toMatch(/^redress_retrying_activities\{activity="\w+"\} 1$/m);
    expect(page).toMatch(/^redress_retrying_next_try_timestamp_seconds\{activity="\w+"\} \d+/m);
  }, 90_000);
  await stack.begin('mongo');
  await eventually(async () => expect(await ofWorker()).not.toMatch(/^redress_retrying_activities\{/m), 90_000);
  const lines = readFileSync(join(stack.data, 'logs', 'worker.log'), 'utf8').split('\n');
  const failed = lines.find((line) => line.includes('background work failed') && line.includes('"work":"activity:'));
  expect(JSON.parse(failed ?? '{}')).toMatchObject({ no });
}, 300_000);

test('asked to end, the API says that it is not ready before it takes no more requests', async () => {
  const api = stack.parts.get('api');
  process.kill(api?.pid ?? 0, 'SIGTERM');
  await eventually(async () => {
    const { status, body } = await new Http(stack.apiUrl).get('/ready');
    expect([status, body.missing]).toEqual([503, ['stopping']]);
  }, 2_500);
  // Whoever comes in this time is answered all the same.
  const served = await fetch(`${stack.apiUrl}/health`);
  expect([served.status, served.headers.get('connection')]).toEqual([200, 'close']);
  expect(await api?.ended).toMatchObject({ code: 0 });
  await expect(fetch(`${stack.apiUrl}/health`)).rejects.toThrow();
}, 60_000);
