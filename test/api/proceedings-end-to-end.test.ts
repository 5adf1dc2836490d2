import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { ApiClient } from '../../cli/api-client';
import { importContacts } from '../../cli/import-contacts';
import { rebuild } from '../../cli/rebuild';
import type { Difference } from '../../cli/rebuild';
import { connect } from '../../models/connect';
import { openVault } from '../../vault/open-vault';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { Stack } from '../support/stack';
import { Http } from './support/http';
import type { Answered } from './support/http';
import { member, PASSWORD } from './support/running-api';

const PEOPLE = [
  member('mei', { roles: ['complaintsDesk'] }),
  member('lin', { roles: ['complaintsManager'] }),
  member('chief', { roles: ['generalManager'] }),
  member('audit', { roles: ['auditor'] }),
];

const policies = fastPolicies({ only: ['batch', 'improving'] });
let stack: Stack;
const who: Record<string, Http> = {};
const as = (id: string): Http => who[id]!;

beforeAll(async () => {
  const env = { REDRESS_POLICIES: policies, REDRESS_ANSWER_WITHIN_MS: '8000' };
  stack = await Stack.start({ api: true, env, before: (one) => enterStaff(one, PEOPLE) });
  const http = new Http(stack.apiUrl);
  for (const { id } of PEOPLE)
    who[id] = http.as((await http.post('/api/v1/session', { id, password: PASSWORD })).body.token as string);
}, 180_000);
afterAll(async () => {
  await stack.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

/** What the histories of all cases and proceedings say otherwise than the stores. */
async function checkAll(): Promise<Difference[]> {
  const connection = await connect(stack.mongoUri);
  const client = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
  const keys = await openVault(join(stack.data, 'keys'));
  try {
    const { cases, differences } = await rebuild({ client, connection, ...keys, check: true });
    expect(cases).toBeGreaterThan(4);
    return differences;
  } finally {
    await connection.close();
    await client.connection.close();
  }
}

/** Posts until nothing is under way that has to end first. */
async function post(id: string, path: string, data: unknown = {}): Promise<Answered['body']> {
  for (;;) {
    const { status, body } = await as(id).post(`/api/v1${path}`, { data });
    if (status === 409 && (body.code === 'Busy' || body.code === 'NoOpenTask')) {
      await sleep(500);
      continue;
    }
    expect([path, status, status === 200 ? undefined : body]).toEqual([path, 200, undefined]);
    return body;
  }
}

async function until(path: string, holds: (body: Answered['body']) => boolean): Promise<Answered['body']> {
  const patience = Date.now() + 150_000;
  for (;;) {
    const { body } = await as('lin').get(`/api/v1${path}`);
    if (holds(body)) return body;
    if (Date.now() > patience) throw new Error(`${path}: ${JSON.stringify(body).slice(0, 1_500)}`);
    await sleep(250);
  }
}

test('three like complaints over HTTP become an incident, are answered once, and lead to a corrective action', async () => {
  const cases: string[] = [];
  for (let i = 0; i < 3; i++) {
    const { status, body } = await as('mei').post('/api/v1/complaints', {
      ...{ policy: 'batch', category: 'goods', channel: 'counter', complainant: {}, text: '电饭煲漏电' },
      ...{ product: 'cooker-5', fields: { batch: 'B2609' } },
    });
    expect([status, body]).toEqual([201, expect.objectContaining({ status: 'open' })]);
    cases.push(body.no as string);
  }
  const { items } = await until('/incidents?status=open', ({ total }) => total === 1);
  const incident = items[0].no as string;
  type Members = { no: string; told: object }[];
  const joined = await until(`/incidents/${incident}`, ({ members }: { members: Members }) =>
    [members.length === 3, ...members.map((one) => 'join' in one.told)].every(Boolean),
  );
  expect((joined.members as Members).map(({ no }) => no).sort()).toEqual([...cases].sort());

  const actions = `/incidents/${incident}/actions`;
  await post('lin', `${actions}/submitFindings`, { cause: '插座接触不良', causeCode: 'socket', persons: [] });
  await post('lin', `${actions}/propose`, {
    options: [{ remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 39_900 } }] }],
  });
  await post('chief', `${actions}/approve`);
  for (const no of cases) {
    await post('mei', `/complaints/${no}/actions/answerOffer`, { accepted: true });
    const { remedies } = await until(`/complaints/${no}`, ({ status }) => status !== 'open');
    expect(remedies).toMatchObject([{ kind: 'refund', status: 'executed', costFen: 39_900 }]);
  }

  const plan = { policy: 'improving', incident, what: '更换插座供应商', owner: 'mei' };
  const open = (body: object) => as('lin').post('/api/v1/corrective-actions', body, { 'Idempotency-Key': 'socket' });
  const opened = await open(plan);
  expect([opened.status, opened.body]).toEqual([201, expect.objectContaining({ status: 'open' })]);
  expect((await open(plan)).body).toEqual(opened.body);
  expect((await open({ ...plan, what: '另一措施' })).body.code).toBe('KeyReused');
  const no = opened.body.no as string;
  await post('mei', `/corrective-actions/${no}/actions/reportCompletion`, { evidence: '合同已签' });
  await post('chief', `/corrective-actions/${no}/actions/verify`, { finding: '属实' });
  const watched = await until(`/corrective-actions/${no}`, ({ watchUntil }) => watchUntil !== undefined);
  expect(watched).toMatchObject({ what: plan.what, phase: 'watch', rounds: [{ completed: { evidence: '合同已签' } }] });

  for (const file of [incident, no])
    expect((await as('audit').get(`/api/v1/audit/${file}/verify`)).body).toMatchObject({
      ...{ no: file, intact: true },
      histories: { agree: true },
    });
  expect(await checkAll()).toEqual([]);
}, 180_000);

/** Two batches and a part of a third. */
const CUSTOMERS = 1_100;

test('a file of other customers is imported, again adds nobody, and everybody in it is told once', async () => {
  const { body } = await as('mei').post('/api/v1/complaints', {
    ...{ policy: 'batch', category: 'goods', channel: 'counter', complainant: {}, text: '电饭煲漏电' },
  });
  const opened = await as('lin').post('/api/v1/incidents', { policy: 'batch', cases: [body.no] });
  expect(opened.status).toBe(201);
  const incident = opened.body.no as string;

  const file = join(stack.data, 'customers.csv');
  const rows = Array.from({ length: CUSTOMERS }, (_, i) => `客户${i},customer-${i}@example.com,${13_900_000_000 + i}`);
  writeFileSync(file, ['name,email,phone', ...rows, '无地址,,'].join('\n'));
  const client = new ApiClient(stack.apiUrl);
  await client.signIn('lin', PASSWORD);
  const options = { file, incident, client, report: join(stack.data, 'refused.jsonl') };
  const imported = { read: CUSTOMERS + 1, good: CUSTOMERS, refused: 1 };
  expect(await importContacts(options)).toMatchObject({ ...imported, added: CUSTOMERS });
  expect(await importContacts(options)).toMatchObject({ ...imported, added: 0 });
  const { contacts } = await until(`/incidents/${incident}`, (shown) => shown.contacts?.length > 0);
  expect(contacts).toMatchObject([{ total: CUSTOMERS, upTo: 0 }]);

  await post('lin', `/incidents/${incident}/actions/startContacting`, { text: '请停止使用该批电饭煲。' });
  const told = await until(`/incidents/${incident}`, (shown) => shown.contacts[0].upTo === CUSTOMERS);
  expect(told.contacts).toMatchObject([{ told: CUSTOMERS, failed: 0, repeated: 0 }]);
}, 300_000);

test('while MongoDB is down an incident takes more words than the engine lets wait at once, each once', async () => {
  const goods = { policy: 'batch', category: 'goods', channel: 'counter', complainant: {}, text: '电饭煲漏电' };
  const kase = (await as('mei').post('/api/v1/complaints', goods)).body.no as string;
  const no = (await as('lin').post('/api/v1/incidents', { policy: 'batch', cases: [kase] })).body.no as string;
  const path = `/api/v1/incidents/${no}`;
  const keys = Array.from({ length: 12 }, (_, i) => ({ 'Idempotency-Key': `no-store-${i}` }));
  const noteAll = (): Promise<Answered[]> =>
    Promise.all(keys.map((key) => as('lin').post(`${path}/actions/note`, { data: { text: '已联系厂家' } }, key)));
  await stack.kill('mongo');
  const late = await noteAll();
  expect(late.map((one) => one.body.code as unknown)).toEqual(keys.map(() => 'AnswerLate'));
  await stack.begin('mongo');
  let repeats = await noteAll();
  for (let i = 0; i < 10 && repeats.some(({ status }) => status !== 200); i++) repeats = await noteAll();
  expect(new Set(repeats.map((one) => one.body.seq as number)).size).toBe(keys.length);
  const { items } = (await as('lin').get(`${path}/timeline`)).body as { items: { type: string }[] };
  expect(items.filter(({ type }) => type === 'IncidentNoted')).toHaveLength(keys.length);
}, 120_000);
