import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Connection as Database } from 'mongoose';
import { remedies } from '../../activities/remedies/registry';
import { mailAddress, phoneNumber } from '../../domain/channels/addresses';
import { ApiClient } from '../../cli/api-client';
import { importFile } from '../../cli/import';
import { seedStaff } from '../../cli/seed';
import { ACTIONS } from '../../domain/actions';
import { CORRECTIVE_ACTION_ACTIONS } from '../../domain/linked-cases/corrective-action/actions';
import type { DataSchema } from '../../domain/actions/data-kinds';
import { importMapSchema } from '../../domain/imports/import-map';
import { INCIDENT_ACTIONS } from '../../domain/linked-cases/incident/actions';
import { intakeSchema } from '../../domain/case/intake';
import { connect } from '../../models/connect';
import { eraseTraces } from '../../models/erase';
import { openModels } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import { GatewayServer } from '../activities/gateway-server';
import { plant } from '../support/planted';
import type { Planted } from '../support/planted';
import { Stack } from '../support/stack';

/** What the auditors' guide says stays readable, each as it is planted here. */
const STAYS = {
  ...{ person: 'qian', category: 'quality', department: 'logistics', supplier: 'zqsupplierxj', cause: 'zqcausexj' },
  ...{ amount: '7654321', time: '2031-03-03T21:06:07.000Z', choice: 'thirdParty', reference: 'P-1' },
} as const;
const AMOUNT = Number(STAYS.amount);
const KEY = 'zq-a-name-as-a-key';
const PHONE = '13987654321';
const MAIL = 'zqmailxj@example.com';

const gateway = new GatewayServer();
let stack: Stack;
let database: Database;
let temporal: Client;
let lin: ApiClient;
let chen: ApiClient;
let password: string;
/** Everything that somebody wrote. */
const planted: string[] = [KEY, PHONE, MAIL];
const numbers: string[] = [];

beforeAll(async () => {
  await gateway.start();
  const env = { REMEDY_GATEWAY_URL: gateway.url, REMEDY_GATEWAY_SECRET: gateway.secret };
  stack = await Stack.start({
    ...{ api: true, env },
    before: async (one) => {
      database = await connect(one.mongoUri);
      ({ password } = await seedStaff(database, one.data));
    },
  });
  temporal = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
  [lin, chen] = [await signedIn('lin'), await signedIn('chen')];
}, 240_000);

afterAll(async () => {
  await temporal.connection.close();
  await database.close();
  await stack.stop();
  await gateway.stop();
});

test('what anybody writes anywhere is found in no store, history, log or mail, and what is closed is', async () => {
  const no = await registered();
  const another = await registered();
  const file = await uploaded(no);
  const taken = new Set<string>();
  for (const action of ACTIONS.values()) {
    const path = `/complaints/${no}/actions/${action.name}`;
    if (await isSent(lin, path, variantsOf(action.data, { complaint: another, file }))) taken.add(action.name);
  }
  // Every action, refused by the case or not: as a signal its data stand in the history either way.
  expect([...ACTIONS.keys()].filter((name) => !taken.has(name))).toEqual([]);

  const incident = await opened(chen, '/incidents', { policy: 'retail-store', cases: [no] });
  const contacts = [{ name: word('contact'), phone: PHONE, email: MAIL }];
  await chen.persist(() => chen.post(`/incidents/${incident}/contacts`, { list: 'one', contacts }));
  for (const action of [...INCIDENT_ACTIONS.values()].filter(({ internal }) => internal !== true))
    expect(
      await isSent(
        chen,
        `/incidents/${incident}/actions/${action.name}`,
        variantsOf(action.data, { complaint: another }),
      ),
    ).toBe(true);

  const plan = word('what');
  const measure = await opened(chen, '/corrective-actions', {
    ...{ policy: 'enterprise-eight-step', cases: [no], what: plan, owner: 'chen' },
  });
  for (const action of [...CORRECTIVE_ACTION_ACTIONS.values()].filter(({ internal }) => internal !== true))
    expect(
      await isSent(
        chen,
        `/corrective-actions/${measure}/actions/${action.name}`,
        variantsOf(action.data, { complaint: another }),
      ),
    ).toBe(true);

  await imported();
  await remedied();

  const texts = await everythingStored();
  expect(planted.length).toBeGreaterThan(300);
  expect(found(planted, texts)).toEqual([]);
  // The search would have found them.
  const control = [no, ...Object.values(STAYS)].filter((value) => texts.some(([, text]) => text.includes(value)));
  expect(control).toEqual([no, ...Object.values(STAYS)]);
}, 400_000);

test('after the keys are destroyed no token is left, and what stays readable is what the guide says', async () => {
  const { keyStore, vault, tokenIndex } = await openVault(join(stack.data, 'keys'));
  const models = openModels(database, { vault, tokenIndex });
  const tokens = [
    tokenIndex.address(phoneNumber, PHONE),
    tokenIndex.address(mailAddress, MAIL),
    ...planted.flatMap((text) => tokenIndex.index(text)),
  ];
  const kept = tokens.filter((token) => token !== undefined);
  const before = await stored();
  expect(kept.filter((token) => before.includes(token)).length).toBeGreaterThan(20);

  for (const no of numbers) {
    await keyStore.destroy(no);
    await eraseTraces(models, no);
    await eraseTraces(models, no);
  }
  const after = `${await stored()}\n${(await histories()).join('\n')}`;
  expect(kept.filter((token) => after.includes(token))).toEqual([]);
  const opens = await Promise.all(
    numbers.map(async (no) => JSON.stringify(await vault.openDeep(JSON.parse(JSON.stringify(await eventsOf(no))), no))),
  );
  expect(planted.filter((text) => [after, ...opens].some((one) => one.toLowerCase().includes(text)))).toEqual([]);

  const stays = Object.entries(STAYS).flatMap(([kind, value]) => (after.includes(value) ? [kind] : []));
  for (const guide of ['auditors-guide.md', 'auditors-guide.zh.md'])
    expect([guide, listedIn(guide)]).toEqual([guide, [...stays, 'number'].sort()]);
}, 120_000);

/** Names of kinds in the guide's table of what stays after an erasure, the one that has suppliers. */
function listedIn(guide: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', guide), 'utf8');
  const table = text.split('\n\n').find((block) => block.includes('\n| `supplier`')) ?? '';
  return [...table.matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, kind]) => kind ?? '').sort();
}

async function registered(): Promise<string> {
  const variant = plant(intakeSchema, remedies, {
    ...{ code: STAYS.category, person: STAYS.person, supplier: STAYS.supplier },
  })[0]!;
  remember(variant.planted);
  // Receipts one by one exclude their sum.
  const { receiptFen: _, ...data } = variant.data;
  const body: Record<string, unknown> = { ...data, policy: 'enterprise-eight-step' };
  body['receipts'] = (data['receipts'] as object[]).map((receipt) => ({ ...receipt, amountFen: AMOUNT }));
  body['respondent'] = { ...(body['respondent'] as object), department: STAYS.department };
  body['complainant'] = { ...(body['complainant'] as object), phone: PHONE, email: MAIL };
  body['fields'] = {};
  const { no } = await lin.persist(() => lin.post<{ no: string }>('/complaints', body, `${KEY}-${numbers.length}`));
  numbers.push(no);
  return no;
}

/** A row of a file, each of its cells a word of its own; the file itself lies elsewhere and is its owner's. */
async function imported(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-planted-'));
  const cells = ['row', 'name', 'mail', 'account', 'text', 'product', 'demand', 'other'];
  const file = join(folder, 'rows.jsonl');
  writeFileSync(file, JSON.stringify(Object.fromEntries(cells.map((cell) => [cell, word(cell)]))));
  const map = importMapSchema.parse({
    ...{ id: 'planted', title: '测试', format: 'jsonl', policy: 'enterprise-eight-step', externalId: 'row' },
    fields: {
      ...{ channel: { value: 'web' }, language: { value: 'zh' }, category: { value: STAYS.category } },
      ...{ 'complainant.name': { from: ['name'] }, 'complainant.account': { from: ['account'] } },
      ...{ text: { from: ['text', 'other'], join: ' / ' }, product: { from: ['product'] } },
      ...{ 'demand.text': { from: ['demand'] }, 'respondent.text': { from: ['mail'] } },
    },
  });
  const { registered: taken, numbers: made } = await importFile({
    ...{ file, map, client: lin, report: join(folder, 'refused.jsonl') },
  });
  rmSync(folder, { recursive: true });
  expect(taken).toBe(1);
  numbers.push(...made.filter((no) => typeof no === 'string'));
}

/** A remedy that goes to a payer, whose answers hold words. */
async function remedied(): Promise<void> {
  const fate: GatewayServer['refusesWith'][] = [undefined, '张三 zqreasonxj'];
  planted.push('zqreasonxj');
  for (const [i, refusal] of fate.entries()) {
    gateway.refusesWith = refusal;
    const { no } = await lin.post<{ no: string }>('/complaints', {
      ...{
        policy: 'catering-recovery',
        category: 'dish',
        fields: { stillHere: true },
        complainant: { name: word('name'), phone: PHONE, email: MAIL },
        text: word('text'),
      },
    });
    numbers.push(no);
    const account = word('account');
    const params = { to: 'account', amountFen: 100, account };
    await lin.act(no, 'solveAtOnce', { agreed: true, remedies: [{ kind: 'refund', params }], result: word('result') });
    // What was ordered is told once the step has settled; the payer may be a moment behind.
    for (const until = Date.now() + 30_000; gateway.orders.length <= i && Date.now() < until;) await sleep(50);
    expect(gateway.orders[i]?.params).toEqual(params);
  }
}

/** A file whose name and content are words of nobody else. */
async function uploaded(no: string): Promise<string> {
  const response = await fetch(`${lin.base}/api/v1/complaints/${no}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.get(lin) ?? ''}`, 'file-name': `${word('filename')}.txt` },
    body: Buffer.from(`${word('content')}\n`.repeat(20)),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

async function opened(client: ApiClient, path: string, body: unknown): Promise<string> {
  const { no } = await client.persist(() => client.post<{ no: string }>(path, body, `${KEY}-${path}`));
  numbers.push(no);
  return no;
}

function variantsOf(data: DataSchema, known: { complaint: string; file?: string }): unknown[] {
  const vocabulary = {
    ...{ code: STAYS.category, person: STAYS.person, staff: STAYS.person, task: 'main/judge/1/judge' },
    ...{ supplier: STAYS.supplier, cause: STAYS.cause, ...known },
  };
  return plant(data, remedies, vocabulary).map((one) => {
    remember(one.planted);
    return JSON.parse(JSON.stringify(one.data), (name, value: unknown) =>
      name === 'amountFen' || name === 'lossFen'
        ? AMOUNT
        : name === 'waitsFor'
          ? STAYS.choice
          : name === 'incident'
            ? 'M260930-4K7QMXJ'
            : value,
    ) as unknown;
  });
}

function remember(words: readonly Planted[]): void {
  planted.push(...words.filter(({ path }) => path.at(-1) !== 'incident').map((one) => one.word));
}

function word(what: string): string {
  const made = `zq${what}${planted.length}xj`;
  planted.push(made);
  return made;
}

/** As a signal, so that no refusal keeps it out of the history; of variants one is enough. */
async function isSent(client: ApiClient, path: string, variants: readonly unknown[]): Promise<boolean> {
  const token = tokens.get(client);
  let sent = 0;
  for (const [i, data] of variants.entries()) {
    const response = await fetch(`${client.base}/api/v1${path}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', authorization: `Bearer ${token ?? ''}` },
        ...{ prefer: 'respond-async', 'idempotency-key': `${KEY}-${path.split('/').at(-1) ?? ''}-${i}` },
      },
      body: JSON.stringify({ data: withoutOneOf(path, data) }),
    });
    if (response.status === 202) sent++;
    else if (response.status !== 400) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return sent > 0;
}

/** Rules that no schema tells: a partner or a department, names that the policy has. */
function withoutOneOf(path: string, data: unknown): unknown {
  const { partner, ...others } = data as Record<string, unknown>;
  if (partner !== undefined) return { ...others, partner, department: undefined };
  // Names of entries are the policy's own words; this one has the titles of its steps.
  if (path.endsWith('/fillForm')) return { fields: { title: word('field') }, texts: { title: word('words') } };
  if (path.endsWith('/decideByHand')) return { answer: { severity: 'high' } };
  // A duration, and what only another case says: ids of places and the policy's own fields.
  if (path.endsWith('/extendLimit')) return { ...others, more: 'P1D' };
  if (path.endsWith('/absorb')) {
    const { intake, places: _places, ...handed } = others as { intake?: object; places?: unknown };
    return intake === undefined ? handed : { ...handed, intake: { ...intake, fields: {} } };
  }
  return data;
}

const tokens = new Map<ApiClient, string>();
async function signedIn(id: string): Promise<ApiClient> {
  const client = new ApiClient(stack.apiUrl);
  await client.persist(() => client.signIn(id, password));
  const { token } = await client.post<{ token: string }>('/session', { id, password });
  tokens.set(client, token);
  return client;
}

async function eventsOf(no: string): Promise<unknown[]> {
  return database.collection('events').find({ no }).toArray();
}

async function stored(): Promise<string> {
  const collections = await database.listCollections();
  const rows = await Promise.all(collections.map(async ({ name }) => database.collection(name).find().toArray()));
  return JSON.stringify(rows);
}

/** What the histories hold, their payloads decoded. */
async function histories(): Promise<string[]> {
  return Promise.all(
    numbers.map(async (no) => {
      const history = await temporal.workflow.getHandle(no).fetchHistory();
      return JSON.stringify(history, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
      );
    }),
  );
}

async function everythingStored(): Promise<[string, string][]> {
  const folders = readdirSync(stack.data, { recursive: true, encoding: 'utf8' }).map((name) => join(stack.data, name));
  const files = folders.filter((file) => statSync(file).isFile() && !/\/(keys|cache)\//.test(file));
  expect(files.some((file) => file.endsWith('temporal.db'))).toBe(true);
  expect(files.some((file) => file.includes('/mails/'))).toBe(true);
  return [
    ...files.map((file): [string, string] => [file, readFileSync(file, 'latin1')]),
    ['database', await stored()],
    ...(await histories()).map((text, i): [string, string] => [`history ${numbers[i] ?? ''}`, text]),
  ];
}

function found(words: readonly string[], texts: readonly [string, string][]): string[] {
  return texts.flatMap(([where, text]) => {
    const small = text.toLowerCase();
    return words.filter((one) => small.includes(one)).map((one) => `${where}: ${one}`);
  });
}
