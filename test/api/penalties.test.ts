import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../cli/api-client';
import { importPay as importFile } from '../../cli/import-pay';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { DeductionTerms } from '../../domain/penalties/deduction';
import type { ProposedPenalty } from '../../domain/penalties/penalty';
import { gb18030 } from '../support/gb18030';
import { shippedPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, PASSWORD, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const TERMS: DeductionTerms = { ceilingPercent: 20, minimumWageFen: 250_000, excess: 'carry' };
const AT = '/api/v1/penalties';

let api: RunningApi;
let payroll: Http;
let finance: Http;
let leader: Http;
let desk: Http;
let qian: Http;
let booked = 0;

beforeAll(async () => {
  api = await startApi();
  // Five to midnight in Shanghai, on the last day of November.
  api.clock.now = new Date('2026-11-30T15:55:00Z');
  for (const one of shippedPolicies()) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('pei', { roles: ['payroll'], absences: [{ from: '2000-01-01', to: '2100-01-01', substitute: 'fang' }] }),
    member('fang', { roles: ['finance'] }),
    member('lin', { roles: ['complaintsManager'] }),
    member('mei', { roles: ['complaintsDesk'] }),
    member('qian', { name: '钱', roles: ['handler'], departments: ['quality'] }),
  );
  const everybody = ['pei', 'fang', 'lin', 'mei', 'qian'].map(api.signedIn);
  [payroll, finance, leader, desk, qian] = (await Promise.all(everybody)) as [Http, Http, Http, Http, Http];
}, 120_000);
afterAll(() => api.stop());
beforeEach(() => {
  api.clock.now = new Date('2026-11-30T16:05:00Z');
});

/** Books a penalty as a case does; answers its key. */
async function book(month: string, person: string | undefined, changes: Partial<ProposedPenalty> = {}) {
  const key = `C260930-4K7QMXD/main/penalise/1/booked-${++booked}`;
  const penalty: ProposedPenalty = {
    ...{ ground: `responsible/${booked}`, because: 'responsible', department: 'quality', rule: 'penalty' },
    ...{ percent: 10, of: 'performancePay', cites: '员工手册第八章第三条', ...changes },
    ...(person === undefined ? { role: 'departmentHead' } : { person }),
  };
  await api.models.penalties.book({ key, no: 'C260930-4K7QMXD', month, penalty, terms: TERMS });
  return key;
}

const importPay = (month: string, csv: string, by = payroll) => by.post(`${AT}/pay/${month}`, { csv });
interface Shown {
  persons: { person: string }[];
}
const statement = async (month: string, by = payroll) => (await by.get(`${AT}/statements/${month}`)).body as Shown;
const close = (month: string, by = finance) => by.post(`${AT}/statements/${month}`);
const HEADER = 'person,pay,performancePay,bonus\n';

describe('importing a month’s pay', () => {
  test.each([
    ['a line that is too short', `${HEADER}qian,1`, 'csv:2', 'not_csv'],
    ['a line that is too long', `${HEADER}qian,1,1,1,1`, 'csv:2', 'not_csv'],
    ['a quote that is never closed', `${HEADER}"qian,1,1,1`, 'csv:2', 'not_csv'],
    ['text after a quote', `${HEADER}qian,"1"x,1,1`, 'csv:2', 'not_csv'],
    ['a column twice', 'person,pay,pay\nqian,1,2', 'csv:1', 'columns'],
    ['a column without a name', 'person,pay,\nqian,1,2', 'csv:1', 'columns'],
    ['nothing but spaces', '  \n ', 'csv', 'empty'],
  ])('that is %s: refused with the place', async (_, csv, field, code) => {
    const answered = await importPay('2026-01', csv);
    expect(answered.status).toBe(400);
    expect(fieldsOf(answered).map((one) => [one.field, one.code])).toEqual([[field, code]]);
  });

  test('of which every line is wrong: a thousand are named, and how many there are', async () => {
    const answered = await importPay('2026-01', HEADER + 'nobody,1,1,1\n'.repeat(2_000));
    expect(answered.status).toBe(400);
    expect(fieldsOf(answered)).toHaveLength(1_000);
    // Each is unknown, and all but the first are there twice.
    expect(answered.body.wrong).toBe(3_999);
  });

  test('of which two columns have one name: refused with both, and pay of 1.00 is not taken for 9,800.00', async () => {
    const answered = await importPay('2026-01', 'person,pay,Pay \nqian,9800.00,1.00\n');
    expect(fieldsOf(answered)).toMatchObject([
      {
        field: 'csv:1',
        code: 'columns',
        line: 1,
        column: 12,
        message: { zh: '第 2 列 "pay" 与第 3 列 "Pay" 同名。' },
      },
    ]);
    expect(await api.models.payBases.of(['2026-01'])).toEqual([]);
  });

  test('by itself, as text/csv, in the encoding that is told or can only be: says which was taken', async () => {
    const send = (raw: Uint8Array, type: string) =>
      payroll.ask('POST', `${AT}/pay/2026-06`, { raw, headers: { 'Content-Type': type } });
    const table = `${HEADER.replace('bonus', '奖金')}qian,"10,000.00",3000,0\n`;
    const utf16 = Buffer.from(`\uFEFF${table}`, 'utf16le');
    for (const [raw, type, encoding] of [
      [gb18030(table), 'text/csv; charset=GBK', { is: 'gb18030', by: 'told' }],
      [gb18030(table), 'text/csv', { is: 'gb18030', by: 'content' }],
      [Buffer.from(table), 'text/csv; header=present; charset="utf-8"', { is: 'utf-8', by: 'told' }],
      [utf16, 'text/csv', { is: 'utf-16le', by: 'mark' }],
    ] as const)
      expect((await send(raw, type)).body).toEqual({ persons: 1, parts: ['performancePay', '奖金'], encoding });
    const refusal = async (raw: Uint8Array, type: string) => fieldsOf(await send(raw, type)).map(({ code }) => code);
    expect(await refusal(utf16, 'text/csv; charset=utf-8')).toEqual(['encoding_contradicts']);
    expect(await refusal(utf16.subarray(2), 'text/csv')).toEqual(['encoding_unclear']);
    expect(await refusal(Buffer.from(table), 'text/csv; charset=zebra')).toEqual(['unknown_encoding']);
    expect(await refusal(Buffer.from('PK\x03\x04'), 'text/csv')).toEqual(['not_text']);
    expect(await refusal(Buffer.from(''), 'text/csv')).toEqual(['too_small']);
    expect(fieldsOf(await send(gb18030('person,pay\nqian,１\n'), 'text/csv; charset=utf-8'))).toMatchObject([
      { field: 'csv:2.pay', code: 'not_of_encoding', line: 2, column: 6 },
    ]);
    expect((await send(Buffer.alloc(600_000, 'x'), 'text/csv')).body.code).toBe('BodyTooLarge');
    expect((await send(Buffer.from(table), 'text/tab-separated-values')).body.detail).toContain('text/csv');
  });

  test('by the command: in GBK; what is wrong stands in its report with line and column', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-pay-'));
    const [file, report] = [join(folder, 'pay.csv'), join(folder, 'refused.jsonl')];
    const client = new ApiClient(api.base);
    await client.signIn('pei', PASSWORD);
    const run = () => importFile({ file, month: '2026-06', report, client: () => Promise.resolve(client) });
    try {
      writeFileSync(file, gb18030('person,pay,奖金\nqian,"9,800.00",1\n'));
      expect(await run()).toEqual({ decoded: { encoding: 'gb18030', by: 'content' }, persons: 1, parts: ['奖金'] });
      writeFileSync(file, 'person,pay,bonus\nqian,9800元,1\nmei,"9800,1\npei,1e3,1\n');
      await expect(run()).rejects.toThrow(/csv:2\.pay.*csv:3.*csv:4\.pay/);
      const wrong = readFileSync(report, 'utf8').trim().split('\n');
      expect(wrong.map((line) => JSON.parse(line) as unknown)).toMatchObject([
        { line: 2, column: 6, code: 'not_an_amount' },
        { line: 3, column: 5, code: 'not_csv' },
        { line: 4, column: 5, code: 'not_an_amount' },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is for payroll alone', async () => {
    expect((await importPay('2026-01', `${HEADER}qian,10000,3000,0\n`, leader)).body.code).toBe('RoleMissing');
  });

  test('names every line that is wrong, and takes nothing then', async () => {
    const csv = `${HEADER}qian,10000,3000,0\nnobody,1,1,1\nqian,1,1,1\nmei,-1,1.234,x\n`;
    const wrong = await importPay('2026-01', csv);
    expect(wrong.status).toBe(400);
    expect(fieldsOf(wrong).map(({ field, code }) => `${field} ${code}`)).toEqual([
      'csv:3.person unknown',
      'csv:4.person twice',
      'csv:5.performancePay not_an_amount',
      'csv:5.bonus not_an_amount',
      'csv:5.pay not_an_amount',
    ]);
    expect(fieldsOf(wrong)[2]).toMatchObject({ line: 5, column: 8 });
    expect(await api.models.payBases.of(['2026-01'])).toEqual([]);
  });

  test('keeps it sealed, under a key of the month and of no case', async () => {
    const answered = await importPay('2026-01', `\uFEFF${HEADER}qian,"10,000.00",3000,0\n`);
    expect(answered.body).toEqual({ persons: 1, parts: ['performancePay', 'bonus'] });
    const [row] = await api.models.payBases.of(['2026-01']);
    expect(row?.sealed).toMatch(/^sealed:v2:pay-2026-01:/);
    expect(await api.opened.keyStore.state('pay-2026-01')).toBe('present');
  });
});

describe('a month', () => {
  test('is closed by payroll or finance, once it is over where the policies are', async () => {
    api.clock.now = new Date('2026-11-30T15:56:00Z');
    expect((await close('2026-11')).body.code).toBe('NotYet');
    api.clock.now = new Date('2026-11-30T16:05:00Z');
    expect((await close('2026-11', leader)).body.code).toBe('RoleMissing');
    for (const by of [finance, payroll]) expect((await close('2026-11', by)).body).toMatchObject({ persons: [] });
    expect((await close('2026-12')).body.code).toBe('NotYet');
  });

  test('is previewed, then closed, and what it could not bear is due in the next', async () => {
    const key = await book('2026-02', 'qian', { percent: 100 });
    await book('2026-02', undefined);
    expect((await statement('2026-02')).persons).toMatchObject([
      { person: 'qian', closed: false, lines: [], waiting: [{ key, why: 'noPay' }] },
    ]);
    await importPay('2026-02', `${HEADER}qian,10000,3000,0\n`);
    const preview = await statement('2026-02');
    expect(preview).toMatchObject({
      persons: [
        { name: '钱', closed: false, ceilingFen: 200_000, dueFen: 300_000, deductedFen: 200_000, carriedFen: 100_000 },
      ],
      departments: [{ department: 'quality', persons: 1, penalties: 1, deductedFen: 200_000 }],
      unassigned: [{ role: 'departmentHead' }],
    });
    // What is taken from somebody's pay is two persons' word, whoever of them stands in for the other.
    expect((await close('2026-02', payroll)).body.code).toBe('SamePersonTwice');
    const standingIn = await finance.post(`${AT}/statements/2026-02`, undefined, { 'X-Acting-For': 'pei' });
    expect(standingIn.body.code).toBe('SamePersonTwice');
    expect((await close('2026-02')).body.persons).toMatchObject([{ person: 'qian', closed: true }]);

    await importPay('2026-03', `${HEADER}qian,10000,3000,0\n`);
    expect((await close('2026-03')).body.persons).toMatchObject([
      { closed: true, deductedFen: 100_000, carriedFen: 0, lines: [{ key, amountFen: 300_000, carriedOver: true }] },
    ]);
  });

  test('once closed stays as it is, whatever is booked or imported later, and closing again changes nothing', async () => {
    const before = await statement('2026-03');
    await book('2026-03', 'qian');
    expect(await statement('2026-03')).toEqual(before);
    expect((await close('2026-03')).body).toEqual(before);
    const again = await importPay('2026-03', `${HEADER}qian,1,1,1\n`);
    expect(fieldsOf(again)).toMatchObject([{ field: 'csv', code: 'closed' }]);
    expect((await close('2026-02')).body.code).toBe('AlreadySo');
  });

  test('takes in what was booked late in the month before, by the pay of that month', async () => {
    await importPay('2026-04', `${HEADER}qian,20000,9000,0\n`);
    expect((await statement('2026-04')).persons).toMatchObject([
      { person: 'qian', lines: [{ month: '2026-03', amountFen: 30_000, carriedOver: false }] },
    ]);
  });

  test('closed by several at once is closed once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => close('2026-04')));
    const rows = (await api.models.penaltyStatements.all('qian')).filter(({ month }) => month === '2026-04');
    expect(rows).toHaveLength(1);
    const covers = (await api.models.penaltyStatements.all()).flatMap((one) => one.covers);
    expect(new Set(covers).size).toBe(covers.length);
  });

  test('is shown to each of their own, and to payroll, finance and leaders as a whole', async () => {
    await book('2026-05', 'mei');
    await book('2026-05', 'qian');
    const seenBy = async (by: Http, query = '') =>
      ((await by.get(`${AT}/statements/2026-05${query}`)).body as Shown).persons.map(({ person }) => person);
    expect(await seenBy(qian)).toEqual(['qian']);
    expect(await seenBy(desk)).toEqual(['mei']);
    for (const by of [payroll, finance, leader]) expect(await seenBy(by)).toEqual(['mei', 'qian']);
    expect(await seenBy(leader, '?mine=true')).toEqual([]);
    expect((await desk.get(`${AT}/statements/2026-05/payroll.csv`)).status).toBe(403);
    expect((await desk.get(`${AT}/statements/2026-13`)).status).toBe(400);
  });

  test('is in the files to the fen, closed persons only', async () => {
    await importPay('2026-05', `${HEADER}qian,10000,3333.33,0\n`);
    await close('2026-05');
    const lines = async (file: string, by: Http) =>
      String((await by.get(`${AT}/statements/2026-05/${file}.csv`)).body)
        .replace('\uFEFF', '')
        .trim()
        .split('\n');
    expect(await lines('payroll', payroll)).toEqual([
      'month,person,name,ceiling,due,deducted,waived,carried',
      '2026-05,qian,钱,2000.00,333.33,333.33,0.00,0.00',
    ]);
    const [, line, ...others] = await lines('finance', finance);
    expect(line).toMatch(
      /^2026-05,qian,quality,C260930-4K7QMXD,2026-05,responsible,员工手册第八章第三条,10,performancePay,333.33,/,
    );
    expect(others).toEqual([]);
  });

  test('leaves a note of who opened pay, and no amount in the log or in the store', async () => {
    api.log.length = 0;
    await statement('2026-05', leader);
    expect(api.log.some((line) => line.includes('"no":"pay-2026-05"') && line.includes('"staff":"lin"'))).toBe(true);
    const stored = JSON.stringify([
      await api.models.payBases.of(['2026-02', '2026-05']),
      await api.models.penaltyStatements.all(),
    ]);
    for (const amount of ['333333', '33333', '1000000', '200000'])
      expect(api.log.join('') + stored).not.toMatch(new RegExp(`\\b${amount}\\b`));
  });

  test('whose pay’s key is destroyed has no amounts any more', async () => {
    await api.opened.keyStore.destroy('pay-2026-05');
    expect((await statement('2026-05')).persons).toMatchObject([{ person: 'mei', waiting: [{ why: 'noPay' }] }]);
  });
});

describe('claims against suppliers', () => {
  let no: string;
  let id: string;
  const move = (body: object, by = finance) => by.post(`/api/v1/claims/${id}`, body);

  beforeAll(async () => {
    no = formatComplaintNumber('2026-09-30', randomBytes(8));
    const [bundle] = shippedPolicies();
    await seedCase(api, bundle!, no, {});
    const key = `${no}/main/penalise/1/claimed-1`;
    id = key.replaceAll('/', '~');
    const claim = { key, no, supplier: '=恒达橡胶', amountFen: 46_669, percent: 66.67 };
    for (let i = 0; i < 3; i++) await api.models.supplierClaims.enter(claim);
  });

  test('are entered once and listed for finance and leaders', async () => {
    for (const by of [finance, leader])
      expect((await by.get('/api/v1/claims?status=claimed')).body).toMatchObject({
        total: 1,
        items: [{ id, no, amountFen: 46_669, status: 'claimed', next: ['agreed', 'paid', 'refused', 'writtenOff'] }],
      });
    expect((await desk.get('/api/v1/claims')).status).toBe(403);
    expect((await move({ status: 'paid' }, desk)).status).toBe(403);
  });

  test('go from step to step, each kept with who and when; notes are sealed', async () => {
    expect((await move({ status: 'refused', note: '对方称运输损坏' })).body.steps[1]).toMatchObject({
      status: 'refused',
      by: 'fang',
      note: '对方称运输损坏',
    });
    const stored = await api.models.supplierClaims.byKey(id.replaceAll('~', '/'));
    expect(stored?.steps[1]?.note).toMatch(/^sealed:v2:/);
    await move({ status: 'agreed', amountFen: 40_000 }, leader);
    const done = await move({ status: 'agreed', amountFen: 1 });
    const steps = done.body.steps as { status: string }[];
    expect(steps.map(({ status }) => status)).toEqual(['claimed', 'refused', 'agreed']);
  });

  test('go nowhere they may not, and are not written off without a reason', async () => {
    expect((await move({ status: 'claimed' })).body.code).toBe('UnknownOption');
    expect(fieldsOf(await move({ status: 'writtenOff' }))).toMatchObject([{ field: 'note' }]);
    expect((await finance.post('/api/v1/claims/none', { status: 'paid' })).status).toBe(404);
    await move({ status: 'paid', amountFen: 40_000 });
    expect((await move({ status: 'writtenOff', note: '无' })).body.code).toBe('UnknownOption');
  });

  test('are in finance’s file, where a supplier’s name is no formula', async () => {
    const { body } = await finance.get('/api/v1/claims/finance.csv');
    expect(String(body)).toContain(`${no},'=恒达橡胶,66.67,466.69,paid,`);
    expect(String(body)).toContain(',fang,400.00');
  });
});
