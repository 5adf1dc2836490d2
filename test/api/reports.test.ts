import { randomBytes } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { createReportWork } from '../../activities/report';
import { MailFolder } from '../../activities/channels/mail-folder';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { ReportDocument } from '../../domain/reports/report';
import { emailBy } from '../support/channels';
import { shippedPolicies } from '../support/policies';
import { DOCUMENT, validatorOf } from './support/document';
import { member, PASSWORD, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';
import type { Http } from './support/http';

const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));
const RETURNS = '/api/v1/reports/supermarket.returns';
const refund = (costFen: number, key = 'k1'): NewEvent => ({
  type: 'RemedyExecuted',
  data: { key, kind: 'refund', costFen },
});
const undone = (costFen: number, key = 'k1'): NewEvent => ({
  type: 'RemedyUndone',
  data: { key, kind: 'refund', costFen },
});

let api: RunningApi;
let bundle: PolicyBundle;
let storeManager: Http;
let receptionist: Http;

beforeAll(async () => {
  api = await startApi();
  const bundles = shippedPolicies();
  bundle = bundles.find(({ policy }) => policy.id === 'supermarket')!;
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('dan', { roles: ['storeManager'] }),
    member('rui', { roles: ['receptionist'] }),
    member('gao', { roles: ['storeManager'] }),
  );
  [storeManager, receptionist] = (await Promise.all(['dan', 'rui'].map(api.signedIn))) as [Http, Http];
  api.clock.now = new Date('2026-10-02T02:00:00.000Z');
  const supplier = { respondent: { persons: [], supplier: '=HYPERLINK("x")' } };
  // One minute before and after midnight of 1 September in Shanghai.
  await seedCase(api, bundle, number(), supplier, [refund(1_000)], '2026-08-31T15:59:00.000Z');
  await seedCase(api, bundle, number(), supplier, [refund(2_500)], '2026-08-31T16:01:00.000Z');
  await seedCase(api, bundle, number(), {}, [refund(5_000), undone(5_000)], '2026-09-20T01:00:00.000Z');
  await seedCase(
    api,
    bundle,
    number(),
    {},
    [
      { type: 'CallbackRecorded', data: { reached: true, satisfied: false } },
      { type: 'CaseResolved', data: { end: 'solved' } },
    ],
    '2026-09-21T01:00:00.000Z',
  );
}, 90_000);
afterAll(() => api.stop());

describe('a report of a past period', () => {
  let document: ReportDocument;

  test('is written on demand, with the period before it, by the clocks of the policy', async () => {
    expect(await storeManager.get(`${RETURNS}/2026-09`)).toMatchObject({ status: 404, body: { code: 'NotFound' } });
    const { status, body } = await storeManager.post(`${RETURNS}/2026-09`, {});
    expect([status, body.isNew, body.isSame]).toEqual([201, true, true]);
    document = body.document as ReportDocument;
    expect(document.period).toMatchObject({ id: '2026-09', from: '2026-08-31T16:00:00.000Z' });
    expect(document.sections[1]?.rows[0]).toMatchObject({
      title: { zh: '合计', en: 'All' },
      figures: { remedies: 2, costFen: 2_500 },
      before: { remedies: 1, costFen: 1_000 },
    });
    expect(document.sections[2]?.rows[0]).toMatchObject({ figures: { received: 3, resolved: 1, satisfaction: 0 } });
  });

  test('written again: what is stored, and that it would be the same', async () => {
    const { status, body } = await storeManager.post(`${RETURNS}/2026-09`, {});
    expect([status, body.isNew, body.isSame, body.document]).toEqual([200, false, true, document]);
  });

  test('what happens later counts later: the period keeps its figures', async () => {
    const no = number();
    await seedCase(api, bundle, no, {}, [refund(700)], '2026-10-01T01:00:00.000Z');
    const again = await storeManager.post(`${RETURNS}/2026-09`, {});
    expect(again.body).toMatchObject({ isSame: true, document });
  });

  test('what comes too late for its period is missing in it, and the answer says so', async () => {
    await seedCase(api, bundle, number(), {}, [refund(900)], '2026-09-30T01:00:00.000Z');
    const again = await storeManager.post(`${RETURNS}/2026-09`, {});
    expect(again.body).toMatchObject({ isSame: false, document });
  });

  test('fits the schema of the documents', async () => {
    const { body } = await storeManager.get(`${RETURNS}/2026-09`);
    const path = DOCUMENT.paths['/api/v1/reports/{id}/{period}'];
    const validate = validatorOf(path!['get']!.responses['200']!.content!['application/json']!.schema);
    expect([validate(body), validate.errors]).toEqual([true, null]);
  });

  test('as CSV: the same numbers, amounts in yuan, and no text that a spreadsheet would run', async () => {
    await storeManager.post('/api/v1/reports/supermarket.qualityReturns/2026-09', {});
    const { type, text } = await file('/api/v1/reports/supermarket.qualityReturns/2026-09?format=csv');
    expect(type).toContain('text/csv');
    const rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    expect(rows).toContainEqual([
      'Supplier',
      'Remedies',
      'Remedies, before',
      'Cost of remedies (yuan)',
      'Cost of remedies (yuan), before',
    ]);
    expect(rows).toContainEqual([`'=HYPERLINK("x")`, '1', '1', '25', '10']);
  });

  test('as XLSX and as a page', async () => {
    const { type, bytes } = await file(`${RETURNS}/2026-09?format=xlsx`);
    expect(type).toContain('spreadsheetml');
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    const page = await file(`${RETURNS}/2026-09?format=html`);
    expect(page.type).toContain('text/html');
    expect(page.text).toContain('<h1>Monthly returns and exchanges 2026-09</h1>');
  });
});

test('the list tells what I may read, of which periods, and what the figures mean', async () => {
  const { body } = await storeManager.get('/api/v1/reports');
  const { items, figures } = body as unknown as {
    items: { id: string; periods: { period: string }[] }[];
    figures: Record<string, { unit: string }>;
  };
  expect(items.map(({ id }) => id)).toEqual([
    'supermarket.returns',
    'supermarket.specialCases',
    'supermarket.qualityReturns',
  ]);
  expect(items[0]?.periods.map(({ period }) => period)).toEqual(['2026-09']);
  expect(figures['costFen']).toMatchObject({ unit: 'fen', title: { zh: '补救成本' } });
  expect((await receptionist.get('/api/v1/reports')).body.items).toEqual([]);
});

test.each([
  ['a role that does not get it', () => receptionist.get(`${RETURNS}/2026-09`), 403, 'RoleMissing'],
  [
    'a report that no policy has',
    () => storeManager.get('/api/v1/reports/supermarket.nothing/2026-09'),
    404,
    'NotFound',
  ],
  ['a week of a monthly report', () => storeManager.get(`${RETURNS}/2026-W40`), 400, 'Invalid'],
  ['a period that has not ended', () => storeManager.post(`${RETURNS}/2026-10`, {}), 409, 'NotYet'],
])('%s: refused', async (_, ask, status, code) => {
  expect(await ask()).toMatchObject({ status, body: { code } });
});

test('written on schedule: the last period that has ended, mailed once to each who gets it', async () => {
  const folder = `${api.data}/mails`;
  const email = emailBy(new MailFolder(folder, api.opened.vault), 'redress@example.com');
  const work = createReportWork({ ...api.models, email, now: () => '2026-10-01T01:00:00.000Z' });
  const order = { policy: 'supermarket', report: 'specialCases' };
  const { period } = await work.writeReport({ ...order, at: '2026-09-30T17:00:00.000Z' });
  expect(period).toBe('2026-09');
  expect(await work.writeReport({ ...order, at: '2026-09-30T17:00:00.000Z' })).toEqual({ period });
  for (let i = 0; i < 2; i++) expect(await work.mailReport({ ...order, period })).toEqual({ told: 2 });
  const manager = await api.signedIn('gao');
  const { body } = await manager.get('/api/v1/mails');
  const mails = (body.items as { to: string; subject: string; text: string }[]).filter(({ to }) => to.includes('dan@'));
  expect(mails).toMatchObject([{ subject: '特殊情况退换货详情统计表 2026-09' }]);
  expect(mails[0]?.text).toContain('supermarket.specialCases/2026-09');
});

async function file(path: string): Promise<{ type: string; text: string; bytes: Buffer }> {
  const signedIn = await api.http.post('/api/v1/session', { id: 'dan', password: PASSWORD });
  const response = await fetch(`${api.base}${path}`, {
    headers: { Authorization: `Bearer ${signedIn.body.token as string}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { type: response.headers.get('content-type') ?? '', bytes, text: bytes.toString('utf8') };
}
