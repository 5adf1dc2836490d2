import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, ApiProblem } from '../../cli/api-client';
import type { ContactsImportOptions } from '../../cli/import-contacts';
import { importContacts } from '../../cli/import-contacts';
import { formatNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { fieldsOf } from '../api/support/http';
import { member, PASSWORD, startApi } from '../api/support/running-api';
import type { RunningApi } from '../api/support/running-api';
import { TableRefused } from '../../domain/imports/tables/fault';
import { gb18030 } from '../support/gb18030';
import { allPolicies } from '../support/policies';

/** The API on a real database. The engine is away, so that nothing is registered: what is told here is stored before. */
let api: RunningApi;
let client: ApiClient;
const bundle = allPolicies().get('retail-store')!;
const folder = mkdtempSync(join(tmpdir(), 'redress-contacts-'));
const file = join(folder, 'customers.csv');
const report = join(folder, 'refused.jsonl');

beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(member('lin', { roles: ['complaintsManager'] }));
  client = new ApiClient(api.base);
  await client.signIn('lin', PASSWORD);
}, 120_000);
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

/** An incident, and lists that have been registered with it. */
async function anIncident(...lists: string[]): Promise<string> {
  const no = formatNumber('incident', '2026-11-22', randomBytes(8));
  await api.opened.vault.sealerForNew(no);
  const { id, version, incidents: rules } = bundle.policy;
  const made: NewEvent[] = [
    { type: 'IncidentOpened', data: { policy: { id, version, bundleHash: bundle.hash }, rules } },
    ...lists.map((list): NewEvent => ({ type: 'ContactsListed', data: { list, total: 3 } })),
  ];
  const events = made.map((event, i): CaseEvent => ({ no, seq: i + 1, at: '2026-11-22T01:00:00.000Z', ...event }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(no, events);
  return no;
}

const customers = (count: number): string =>
  [
    'name,email,phone',
    ...Array.from({ length: count }, (_, i) => `客户${i},c${i}@example.com,${13_900_000_000 + i}`),
  ].join('\n');

const run = (incident: string, more: Partial<ContactsImportOptions> = {}) =>
  importContacts({ file, incident, report, ...more });
const reported = () =>
  readFileSync(report, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { line: number; reasons: string[] });

test('a dry run sends nothing, and says of each row that would be refused where it stands and why', async () => {
  writeFileSync(
    file,
    [
      'name,email,phone,language,points',
      '王小明,wang@example.com,,,17',
      '李红,,138 0000 0002,,3',
      '无名,,,,',
      '',
      'Ann,ann@example,,en,',
      '赵六,,无,,',
      '李红,li@example.com,+86 13800000002,,',
      'Bob,bob@example.com,,fr,',
      '周八,WANG@example.com,,,',
    ].join('\r\n'),
  );
  expect(await run('M260930-4K7QMXJ')).toMatchObject({ read: 8, good: 2, refused: 6, added: 0 });
  expect(reported().map(({ line, reasons }) => [line, reasons])).toEqual([
    [4, ['line 4, column 4, email: Must be a phone number or an email address.']],
    [6, ['line 6, column 5, email: Must be an email address.']],
    [7, ['line 7, column 5, phone: Must be a phone number.']],
    [8, ['line 8: Same person as in line 3.']],
    [9, ['line 9, column 22, language: Must be one of zh, en.']],
    [10, ['line 10: Same person as in line 2.']],
  ]);
});

test('the same people are the same list: with rows moved, in another encoding, with other columns beside', async () => {
  const rows = ['王小明,wang@example.com,', '李红,,138 0000 0002', '赵六,zhao@example.com,'];
  writeFileSync(file, ['name,email,phone', ...rows].join('\n'));
  const { list } = await run('M260930-4K7QMXJ');
  writeFileSync(
    file,
    gb18030(['Name,E-Mail,email,phone', ...rows.map((row) => row.replace(',', ',x,')).reverse()].join('\r\n')),
  );
  let told: unknown;
  expect(await run('M260930-4K7QMXJ', { onOpened: (opened) => void (told = opened) })).toMatchObject({ list, good: 3 });
  expect(told).toMatchObject({
    decoded: { encoding: 'gb18030', by: 'content' },
    header: { unknown: ['E-Mail'], missing: ['language'] },
  });
  const no = await anIncident();
  const parts: unknown[] = [];
  const seen = {
    persist: <T>(call: () => Promise<T>) => call(),
    post: <T>(_path: string, body: unknown): Promise<T> => Promise.resolve((parts.push(body), { stored: 0 }) as T),
  };
  await run(no, { client: seen });
  writeFileSync(file, ['name,email,phone', ...rows].join('\n'));
  await run(no, { client: seen });
  expect(parts[1]).toEqual(parts[0]);
});

test('a bad quote, and a file that is no list', async () => {
  writeFileSync(file, 'name,email\nAnn,ann@example.com\nBob,"bob@example.com\nCid,cid@example.com\n');
  expect(await run('M260930-4K7QMXJ')).toMatchObject({ read: 3, good: 2, refused: 1 });
  expect(reported()).toMatchObject([{ line: 3, faults: [{ line: 3, column: 5, code: 'open_quote' }] }]);
  for (const text of [
    '姓名,邮箱\n王小明,wang@example.com\n',
    'name,email,Email\nAnn,a@example.com,b@example.com\n',
    'PK\x03\x04',
  ]) {
    writeFileSync(file, text);
    await expect(run('M260930-4K7QMXJ')).rejects.toThrow(TableRefused);
  }
});

test('broken off, it goes on where it was, and everybody stands in the list once', async () => {
  writeFileSync(file, customers(1_800));
  const no = await anIncident();
  const progress: number[] = [];
  const hangsUp = {
    persist: <T>(call: () => Promise<T>) => call(),
    post: <T>(path: string, body: unknown, key?: string): Promise<T> => {
      if (progress.length === 2) throw new Error('connection lost');
      return client.post<T>(path, body, key);
    },
  };
  const onProgress = ({ sent }: { sent: number }) => void progress.push(sent);
  await expect(run(no, { client: hangsUp, onProgress })).rejects.toThrow('connection lost');
  expect(progress).toEqual([500, 1_000]);
  // The last part is stored before the engine is told of the list; that it is away is the answer.
  const again = { persist: <T>(call: () => Promise<T>) => call(), post: client.post.bind(client) };
  const away = await run(no, { client: again }).catch((error: unknown) => error);
  expect(away).toBeInstanceOf(ApiProblem);
  expect([503, 504]).toContain((away as ApiProblem).status);
  const { list } = await run(no);
  const stored = await api.models.contacts.after(no, list, 0, 2_000);
  expect(stored.map(({ position }) => position)).toEqual(Array.from({ length: 1_800 }, (_, i) => i + 1));
  expect(new Set(stored.flatMap(({ contact }) => contact.tokens)).size).toBe(3_600);
  expect(JSON.stringify(stored)).not.toContain('@example.com');
}, 60_000);

test('a list that is registered takes nobody more', async () => {
  writeFileSync(file, customers(3));
  const { list } = await run('M260930-4K7QMXJ');
  const no = await anIncident(list);
  expect(await run(no, { client })).toMatchObject({ list, good: 3, added: 0 });
  expect(await api.models.contacts.after(no, list, 0, 10)).toEqual([]);
});

test('more people than a list can have are refused before anything is sent', async () => {
  writeFileSync(file, customers(10_001));
  const no = await anIncident();
  await expect(run(no, { client })).rejects.toThrow('a list may have at most 10000. Split the file');
});

describe('sent by other programs', () => {
  const lists = (no: string, body: object) => client.post(`/incidents/${no}/contacts`, body);

  test('a part without the one before is refused', async () => {
    const no = await anIncident();
    const contacts = [{ email: 'a@example.com' }];
    await expect(lists(no, { list: 'gap', contacts, from: 3, more: true })).rejects.toMatchObject({
      problem: { code: 'NotYet' },
    });
    expect(await lists(no, { list: 'gap', contacts, more: true })).toEqual({ list: 'gap', stored: 1, total: 1 });
    expect(await lists(no, { list: 'gap', contacts, from: 2, more: true })).toMatchObject({ stored: 1, total: 2 });
    await expect(lists(no, { list: 'gap', contacts, from: 10_000, more: true })).rejects.toMatchObject({
      problem: { code: 'NotYet' },
    });
  });

  test('a table by itself: in the encoding that is told, the rest in the query', async () => {
    const no = await anIncident();
    const lin = await api.signedIn('lin');
    const at = `/api/v1/incidents/${no}/contacts`;
    const headers = { 'Content-Type': 'text/csv; charset=gbk' };
    const raw = gb18030('姓名,Email\n王小明,wang@example.com\n'.replace('姓名', 'NAME'));
    expect((await lin.ask('POST', `${at}?list=gbk&more=true`, { raw, headers })).body).toEqual({
      ...{ list: 'gbk', stored: 1, total: 1 },
      encoding: { is: 'gb18030', by: 'told' },
    });
    expect((await lin.ask('POST', `${at}?list=gbk&more=true&from=2`, { raw, headers })).body).toMatchObject({
      total: 2,
    });
    const wrong = await lin.ask('POST', `${at}?list=gbk&more=yes&from=x`, { raw, headers });
    expect(fieldsOf(wrong).map(({ field }) => field)).toEqual(expect.arrayContaining(['?from', '?more']));
    const doubled = gb18030('email,EMAIL\na@example.com,b@example.com\n');
    expect(fieldsOf(await lin.ask('POST', `${at}?list=two`, { raw: doubled, headers }))).toMatchObject([
      { field: 'csv:1', code: 'columns', line: 1, column: 7 },
    ]);
  });

  test('CSV is taken as a whole or not at all', async () => {
    const no = await anIncident();
    const csv = '\uFEFFname,phone,email,language\n王小明,13800000001,,\nAnn,,ann@example.com,en\n';
    expect(await lists(no, { list: 'sheet', csv, more: true })).toEqual({ list: 'sheet', stored: 2, total: 2 });
    const wrong = `${csv}Bob,,bob,\n,,,\nCid,12,,\n`;
    await expect(lists(no, { list: 'wrong', csv: wrong, more: true })).rejects.toMatchObject({
      status: 400,
      problem: {
        errors: [
          { field: 'csv:4.email', line: 4, column: 6 },
          { field: 'csv:5.email' },
          { field: 'csv:6.phone', line: 6, column: 5 },
        ],
      },
    });
    expect(await api.models.contacts.after(no, 'wrong', 0, 10)).toEqual([]);
    await expect(lists(no, { list: 'both', csv, contacts: [{ email: 'a@example.com' }] })).rejects.toMatchObject({
      problem: { errors: [{ field: 'contacts' }] },
    });
    await expect(lists(no, { list: 'empty', csv: 'name,email\n' })).rejects.toMatchObject({
      problem: { errors: [{ field: 'csv', code: 'empty' }] },
    });
  });
});
