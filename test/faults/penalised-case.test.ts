import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Connection as Database } from 'mongoose';
import { ApiClient } from '../../cli/api-client';
import { rebuild } from '../../cli/rebuild';
import { eventOf } from '../../models/chain';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import type { OpenTask } from '../../domain/file/action-answer';
import { openVault } from '../../vault/open-vault';
import type { OpenedVault } from '../../vault/open-vault';
import { Http } from '../api/support/http';
import { member, PASSWORD } from '../api/support/running-api';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { IN_A_MONTH } from '../support/in-a-month';
import { replayAll } from '../support/replay-all';
import { Stack } from '../support/stack';

/** Who is who, in the policy `penalised`. */
const PEOPLE = [
  member('mei', { name: '梅', roles: ['complaintsDesk'] }),
  member('zhao', { name: '赵', roles: ['handler'], departments: ['quality'] }),
  member('wu', { name: '吴', roles: ['departmentHead'], departments: ['quality'] }),
  // Packs goods and holds no role of any policy: what they are asked, they answer by name.
  member('packer', { name: '钱', departments: ['quality'] }),
  member('driver', { name: '孙', roles: ['handler'], departments: ['floor'] }),
  member('zheng', { name: '郑', roles: ['supervisor'] }),
  member('feng', { name: '冯', roles: ['generalManager'] }),
  member('pei', { name: '裴', roles: ['payroll'] }),
  member('fang', { name: '方', roles: ['finance'] }),
];
const COMPLAINT = {
  ...{ policy: 'penalised', category: 'quality', channel: 'phone', text: '保温杯漏水' },
  complainant: { name: '石女士', email: 'shi@example.com' },
};
const PAY = `person,pay,performancePay,bonus
packer,10000.00,3000.00,0
driver,9000.00,2500.00,0
wu,15000.00,5000.00,1234.50
`;

const env: Record<string, string> = {};
const policies = fastPolicies({ only: ['penalised'] });
let stack: Stack;
let database: Database;
let models: Models;
let temporal: Client;
let keys: OpenedVault;
let no: string;

beforeAll(async () => {
  env['REDRESS_POLICIES'] = policies;
  stack = await Stack.start({ api: true, env, before: (one) => enterStaff(one, PEOPLE) });
  database = await connect(stack.mongoUri);
  keys = await openVault(join(stack.data, 'keys'));
  models = openModels(database, keys);
  temporal = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
}, 180_000);

afterAll(async () => {
  await temporal.connection.close();
  await database.close();
  await stack.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

const clients = new Map<string, Promise<ApiClient>>();
function client(id: string): Promise<ApiClient> {
  const signIn = async (): Promise<ApiClient> => {
    const one = new ApiClient(stack.apiUrl);
    await one.persist(() => one.signIn(id, PASSWORD));
    return one;
  };
  const known = clients.get(id) ?? signIn();
  clients.set(id, known);
  return known;
}

/** Each does a thing once, under a key, and asks again for as long as nobody answers. */
async function act(id: string, action: string, data: object, task?: string): Promise<void> {
  const one = await client(id);
  const key = `${no}:${id}:${action}`;
  await one.act(no, action, data, { key, tries: 200, ...(task === undefined ? {} : { task }) });
}

/** The task's id, as soon as it stands among those of this person. */
function taskOf(assignee: string, action: string): Promise<string> {
  return eventually(`${action} by ${assignee}`, async () => {
    const one = await client(assignee);
    const { items } = await one.persist(() => one.get<{ items: (OpenTask & { no: string })[] }>('/tasks'));
    return items.find((task) => task.no === no && task.assignee === assignee && task.actions.includes(action))?.id;
  });
}

async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 120_000; ;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`${what}: not within two minutes`);
    await sleep(200);
  }
}

async function killWorkerAndBegin(): Promise<void> {
  await stack.kill('worker');
  await stack.begin('worker');
}

async function asOver(id: string): Promise<Http> {
  const http = new Http(stack.apiUrl);
  const { body } = await http.post('/api/v1/session', { id, password: PASSWORD });
  return http.as((body as { token: string }).token);
}

const linesOf = (csv: unknown): string[] => String(csv).replace('\uFEFF', '').trim().split('\n');

test('a complaint over HTTP: two are found responsible, and the loss is shared', async () => {
  const desk = await client('mei');
  ({ no } = await desk.persist(() => desk.post<{ no: string }>('/complaints', COMPLAINT, 'penalised-case')));
  await act('zhao', 'accept', {});
  await act('zhao', 'recordCost', { what: '送检与差旅', amountFen: 70_000 });
  await act('zhao', 'submitFindings', { cause: '密封圈装反', persons: ['packer', 'driver'], supplier: '恒达橡胶' });
  expect(await taskOf('packer', 'stateView')).toContain('/hearing-');
  // Beside what is theirs the case is closed to them.
  expect(await (await asOver('packer')).get(`/api/v1/complaints/${no}`)).toMatchObject({ status: 403 });
}, 120_000);

test('each is heard, whoever holds no role too; a leader reduces and waives; between the two the worker is killed', async () => {
  await act('packer', 'stateView', { statement: '当天新换了供应商的密封圈' }, await taskOf('packer', 'stateView'));
  await act('driver', 'stateView', { statement: '我只送货' }, await taskOf('driver', 'stateView'));
  await stack.kill('worker');
  // Said while nobody is there to take it: it is answered once somebody is.
  const said = act('wu', 'stateView', {});
  await stack.begin('worker');
  await said;
  await killWorkerAndBegin();
  await act('zheng', 'decidePenalties', {
    reduced: [{ index: 0, percent: 8, reason: '主动承认' }],
    waived: [{ index: 1, reason: '司机没有接触产品' }],
  });
  await act('wu', 'acceptPenalty', {}, await taskOf('wu', 'acceptPenalty'));
  await act('packer', 'appealPenalty', { grounds: '来料未检' }, await taskOf('packer', 'appealPenalty'));
}, 240_000);

test('an appeal is decided; the worker is killed in the middle of a booking, and nothing is there twice', async () => {
  const [worker, store] = [stack.parts.get('worker')!.pid, stack.parts.get('mongo')!.pid];
  await client('feng');
  // The worker is held up while the API takes the decision, which needs the store; then the store falls silent, and the
  // worker books into it: whether that came through, nobody knows when the worker dies.
  process.kill(worker, 'SIGSTOP');
  const decided = act('feng', 'decideAppeal', { reduced: [{ index: 0, percent: 5, reason: '来料检验缺失' }] });
  await sleep(2_000);
  process.kill(store, 'SIGSTOP');
  process.kill(worker, 'SIGCONT');
  try {
    await eventually('a booking under way', async () => {
      const { raw } = await temporal.workflow.getHandle(no).describe();
      return raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'bookPenalty');
    });
    await stack.kill('worker');
  } finally {
    process.kill(store, 'SIGCONT');
  }
  await stack.begin('worker');
  await decided;
  await eventually('the end', async () => ((await models.register.get(no))?.status === 'closed' ? true : undefined));

  const booked = (await models.penalties.ofCase(no)).map(({ penalty }) => penalty);
  expect(booked).toMatchObject([
    { person: 'packer', percent: 5, of: 'performancePay', cites: '员工手册第八章第三条（二）' },
    { person: 'wu', percent: 5, of: 'bonus', cites: '员工手册第八章第四条' },
  ]);
  const events = (await models.events.chained(no)).map(eventOf);
  const times = (type: string): number => events.filter((event) => event.type === type).length;
  expect({
    heard: times('PersonHeard'),
    appealed: times('PenaltyAppealed'),
    appealDecided: times('AppealDecided'),
    assessed: times('PenaltyAssessed'),
    waived: times('PenaltyWaived'),
    claimed: times('SupplierClaimed'),
  }).toEqual({ heard: 3, appealed: 1, appealDecided: 1, assessed: 2, waived: 1, claimed: 1 });
  expect(await models.audit.verifyCase(no)).toMatchObject({ intact: true });
  expect((await replayAll(temporal)).failed).toEqual([]);
}, 300_000);

test('a backup of before is put back: a rebuild has penalties, claim and the key of the registration again', async () => {
  const options = { client: temporal, connection: database, ...keys, only: [no] };
  const lost = ['penalties', 'supplierClaims', 'intakeKeys'];
  const kept = await Promise.all(lost.map((name) => database.collection(name).find().sort({ _id: 1 }).toArray()));
  for (const name of lost) await database.collection(name).deleteMany({});
  const { differences } = await rebuild({ ...options, check: true });
  expect(differences.map(({ what }) => what)).toEqual(['penalty', 'penalty', 'claim', 'key']);

  const putBack = { remedies: 0, penalties: 2, claims: 1, keys: 1 };
  expect(await rebuild(options)).toMatchObject({ putBack, differences: [] });
  expect(await rebuild(options)).toMatchObject({ putBack: { penalties: 0, claims: 0, keys: 0 }, differences: [] });
  for (const [i, name] of lost.entries())
    expect(await database.collection(name).find().sort({ _id: 1 }).toArray()).toEqual(
      // When it was written is told by the engine then, to what it took.
      kept[i]!.map((row) => ({ ...row, ...anyTimesOf(row) })),
    );

  const desk = await client('mei');
  expect(await desk.persist(() => desk.post('/complaints', COMPLAINT, 'penalised-case'))).toMatchObject({ no });
}, 60_000);

/** Its times, whatever they are. */
function anyTimesOf(row: object): Record<string, unknown> {
  const times = ['at', 'bookedAt', 'updatedAt'].filter((name) => name in row);
  const steps = 'steps' in row ? { steps: [{ status: 'claimed', at: expect.any(String) }] } : {};
  return { ...Object.fromEntries(times.map((name) => [name, expect.any(Date)])), ...steps };
}

test('the month after, payroll imports the pay, finance closes the statement once, and payroll takes the file', async () => {
  const month = (await models.penalties.ofCase(no))[0]!.month;
  env['NODE_OPTIONS'] = IN_A_MONTH;
  await stack.parts.get('api')?.stop();
  await stack.begin('api');
  const [payroll, finance, packer] = await Promise.all(['pei', 'fang', 'packer'].map(asOver));
  const at = '/api/v1/penalties';
  expect((await payroll!.post(`${at}/pay/${month}`, { csv: PAY })).body).toEqual({
    persons: 3,
    parts: ['performancePay', 'bonus'],
  });
  const closed = await Promise.all([1, 2, 3].map(() => finance!.post(`${at}/statements/${month}`)));
  for (const { status, body } of closed) {
    expect(status).toBe(200);
    expect(body).toEqual(closed[0]!.body);
  }
  expect(linesOf((await payroll!.get(`${at}/statements/${month}/payroll.csv`)).body)).toEqual([
    'month,person,name,ceiling,due,deducted,waived,carried',
    // 5 % of 3,000.00.
    `${month},packer,钱,2000.00,150.00,150.00,0.00,0.00`,
    // 5 % of 1,234.50 is 61.725: half a fen up.
    `${month},wu,吴,3000.00,61.73,61.73,0.00,0.00`,
  ]);
  const penalties = linesOf((await finance!.get(`${at}/statements/${month}/finance.csv`)).body);
  expect(penalties).toHaveLength(3);
  expect((await packer!.get(`${at}/statements/${month}`)).body.persons).toMatchObject([
    { person: 'packer', closed: true, deductedFen: 15_000 },
  ]);
  // Who opened whose pay stands in the log, and no pay does.
  const log = readFileSync(join(stack.data, 'logs', 'api.log'), 'utf8');
  const opened = log.split('\n').filter((line) => line.includes(`"no":"pay-${month}"`));
  for (const id of ['pei', 'fang', 'packer'])
    expect(opened.filter((line) => line.includes(`"staff":"${id}"`))).not.toEqual([]);
  expect(log).not.toMatch(/1234\.50|123450|\b300000\b/);
}, 120_000);

test('finance agrees the claim with the supplier, and it is paid', async () => {
  const finance = await asOver('fang');
  const { body } = await finance.get('/api/v1/claims');
  // 66.67 % of 700.00.
  expect(body).toMatchObject({
    total: 1,
    items: [{ no, supplier: '恒达橡胶', amountFen: 46_669, status: 'claimed' }],
  });
  const [{ id }] = body.items as [{ id: string }];
  await finance.post(`/api/v1/claims/${id}`, { status: 'agreed', amountFen: 40_000, note: '按会议纪要' });
  const paid = await finance.post(`/api/v1/claims/${id}`, { status: 'paid', amountFen: 40_000 });
  expect(paid.body.steps).toMatchObject([
    { status: 'claimed' },
    { status: 'agreed', by: 'fang', note: '按会议纪要' },
    { status: 'paid', by: 'fang', amountFen: 40_000 },
  ]);
  expect(linesOf((await finance.get('/api/v1/claims/finance.csv')).body)[1]).toContain('恒达橡胶,66.67,466.69,paid,');
}, 60_000);
