import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { enterStaff } from '../support/enter-staff';
import { fastPolicies } from '../support/fast-policies';
import { Stack } from '../support/stack';
import { fieldsOf, Http } from './support/http';
import type { Answered } from './support/http';
import { member, PASSWORD } from './support/running-api';

const PEOPLE = [
  member('mei', { name: '梅', roles: ['complaintsDesk'], departments: ['customerService'] }),
  member('lin', { roles: ['complaintsManager'] }),
  member('hua', { roles: ['handler'], departments: ['quality'] }),
  member('jun', { roles: ['handler'], departments: ['quality'] }),
  member('head', { roles: ['departmentHead', 'complaintsManager'], departments: ['quality'] }),
  member('both', { roles: ['handler', 'complaintsManager'], departments: ['quality'] }),
  member('wei', { roles: ['handler'], departments: ['logistics'] }),
  member('boss', { roles: ['supervisor'] }),
  member('chief', { roles: ['generalManager'] }),
  member('audit', { roles: ['auditor'] }),
];
/** Nobody else in the test says this, so wherever it is found it came from the complaint. */
const PLANTED = [
  '欧阳茉莉',
  '13912345678',
  'moli.ouyang@example.com',
  '暗红色电饭煲冒烟',
  '六二二八四八零四',
  'scorched countertop',
];

/** The name of a business in the same complaint: no secret, and kept as it is. */
const PLAIN = 'SUPPLIER-K200-PLAIN';

const policies = fastPolicies({ only: ['enterprise-eight-step'] });
let stack: Stack;
const who: Record<string, Http> = {};
const as = (id: string): Http => who[id]!;

beforeAll(async () => {
  // The API gives up early, so that a test of lateness doesn't take half a minute.
  stack = await Stack.start({
    api: true,
    before: (one) => enterStaff(one, PEOPLE),
    env: { REDRESS_POLICIES: policies, REDRESS_ANSWER_WITHIN_MS: '8000', REDRESS_READ_WITHIN_MS: '3000' },
  });
  for (const { id } of PEOPLE) who[id] = await signIn(id);
}, 180_000);
afterAll(async () => {
  await stack.stop();
  rmSync(policies, { recursive: true, force: true });
}, 60_000);

async function signIn(id: string): Promise<Http> {
  const http = new Http(stack.apiUrl);
  return http.as((await http.post('/api/v1/session', { id, password: PASSWORD })).body.token as string);
}

const INTAKE = {
  category: 'quality',
  channel: 'phone',
  complainant: { name: PLANTED[0], phone: PLANTED[1], email: PLANTED[2] },
  text: PLANTED[3],
  demand: { kind: 'refund', amountFen: 39_900 },
  receiptFen: 39_900,
};

async function register(changes: Record<string, unknown> = {}, headers?: Record<string, string>): Promise<Answered> {
  return as('mei').post('/api/v1/complaints', { ...INTAKE, ...changes }, headers);
}
async function newComplaint(changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await register(changes);
  expect([status, body]).toEqual([201, expect.objectContaining({ status: 'open' })]);
  return body.no as string;
}
function act(
  id: string,
  no: string,
  action: string,
  data: unknown = {},
  headers?: Record<string, string>,
): Promise<Answered> {
  return as(id).post(`/api/v1/complaints/${no}/actions/${action}`, { data }, headers);
}
async function done(id: string, no: string, action: string, data: unknown = {}): Promise<Answered['body']> {
  // An effect under way (a mail being sent) is a reason to come again, and the answer says so.
  for (;;) {
    const { status, body, headers } = await act(id, no, action, data);
    if (status === 409 && body.code === 'Busy') {
      await sleep(Number(headers.get('retry-after')) * 1000);
      continue;
    }
    expect([action, status, status === 200 ? undefined : body]).toEqual([action, 200, undefined]);
    return body;
  }
}
/** Waits until a case shows what is looked for. */
async function until(
  no: string,
  holds: (detail: Answered['body']) => boolean,
  withinMs = 20_000,
): Promise<Answered['body']> {
  for (const end = Date.now() + withinMs; ;) {
    const { body } = await as('mei').get(`/api/v1/complaints/${no}`);
    if (holds(body)) return body;
    if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify(body)}`);
    await sleep(200);
  }
}
const offers =
  (action: string) =>
  (detail: { tasks: { actions: string[] }[] }): boolean =>
    detail.tasks.some(({ actions }) => actions.includes(action));
const FINDINGS = { cause: '密封圈漏装', causeCode: 'assembly', persons: ['jun'], lossFen: 39_900 };
const refund = (params: unknown) => ({ options: [{ remedies: [{ kind: 'refund', params }] }] });

test('a complaint goes over HTTP from its registration to its archive, and nothing personal stays readable on the way', async () => {
  const registered = await register(
    { respondent: { supplier: PLAIN }, product: 'scorched countertop' },
    { 'Idempotency-Key': 'whole-1' },
  );
  expect(registered.status).toBe(201);
  const no = registered.body.no as string;
  expect(registered.headers.get('location')).toBe(`/api/v1/complaints/${no}`);
  expect(registered.headers.get('idempotency-key')).toBe('whole-1');
  await until(no, offers('judge'));

  expect((await as('mei').get('/api/v1/tasks')).body.items).toContainEqual(
    expect.objectContaining({ no, actions: ['judge'] }),
  );
  const { body: forecast } = await as('mei').get(`/api/v1/complaints/${no}/forecast`);
  expect(forecast.items[0]).toMatchObject({
    what: 'remind',
    sentence: { zh: expect.stringContaining('提醒待办「判断投诉是否成立」') },
  });
  const { body: possible } = await as('mei').get(`/api/v1/complaints/${no}/actions`);
  expect(possible.items[0]).toMatchObject({ action: 'judge', allowed: true });

  await done('mei', no, 'note', { text: PLANTED[5] });
  await done('mei', no, 'judge', { founded: true, reason: '有照片' });
  await done('hua', no, 'accept');
  await done('hua', no, 'submitFindings', FINDINGS);
  const { body: choices } = await as('hua').get(`/api/v1/complaints/${no}/actions`);
  const propose = (choices.items as { action: string; remedies: { kind: string; schema: object }[] }[]).find(
    ({ action }) => action === 'propose',
  );
  expect(propose?.remedies.map(({ kind }) => kind)).toContain('refund');
  expect(JSON.stringify(propose?.remedies)).not.toContain('sealed:v2');
  await done('hua', no, 'propose', refund({ to: 'account', amountFen: 39_900, account: PLANTED[4] }));
  await done('lin', no, 'approve', { comment: '同意' });
  await until(no, offers('answerOffer'));
  await done('mei', no, 'answerOffer', { accepted: true });
  await until(no, offers('recordCallback'));
  await done('mei', no, 'recordCallback', { reached: true, satisfied: true });
  await done('boss', no, 'decidePenalties', { waived: [] });
  await done('head', no, 'planImprovement', { measures: [{ what: '增加检测', owner: 'hua' }] });
  await done('lin', no, 'review', { lesson: '出厂检验', preventable: true });
  // Once its workflow has ended and the register knows it, it is read from there.
  const closed = await until(no, ({ status }) => status === 'closed');
  expect(closed).toMatchObject({
    end: 'solved',
    remedies: [{ kind: 'refund', status: 'executed', costFen: 39_900 }],
  });
  expect(closed.intake.complainant).toEqual({ name: PLANTED[0], phone: PLANTED[1], email: PLANTED[2] });
  expect(closed.proposal.options[0].remedies[0].params.account).toBe(PLANTED[4]);

  // An auditor is shown all of it; the desk doesn't see who was penalised.
  const { body: timeline } = await as('audit').get(`/api/v1/complaints/${no}/timeline`);
  const { body: atTheDesk } = await as('mei').get(`/api/v1/complaints/${no}/timeline`);
  expect(JSON.stringify(timeline)).toContain('PenaltyAssessed');
  expect(JSON.stringify(atTheDesk)).not.toContain('PenaltyAssessed');
  const entries = timeline.items as { seq: number; type: string; sentence: { zh: string; en: string } }[];
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
  for (const { type, sentence } of entries) expect([type, sentence.zh === type]).toEqual([type, false]);
  const { body: reasons } = await as('mei').get(`/api/v1/complaints/${no}/why`);
  const tier = (reasons.items as { type: string; table?: { id: string } }[]).find(
    ({ type, table }) => type === 'DecisionMade' && table?.id === 'approvalTier',
  );
  expect(reasons.policy).toMatchObject({ id: 'enterprise-eight-step', bundleHash: closed.policy.bundleHash });
  expect(tier).toMatchObject({
    because: 'rule',
    rules: [{ id: 'A1', note: 'up to 500 yuan' }],
    facts: [{ name: 'costFen', value: 39_900 }],
    answer: { role: 'complaintsManager' },
    sentence: { zh: expect.stringContaining('规则 A1'), en: expect.stringContaining('is CNY 399.00') },
    build: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect((await as('audit').get(`/api/v1/audit/${no}/verify`)).body).toMatchObject({
    intact: true,
    events: entries.length,
  });
  const { body: mails } = await as('lin').get(`/api/v1/mails?no=${no}`);
  expect(mails.total).toBeGreaterThanOrEqual(3);
  expect(mails.items[0].to).toContain(PLANTED[2]);
  expect((await as('mei').get(`/api/v1/complaints?text=${encodeURIComponent('暗红色')}`)).body.items).toContainEqual(
    expect.objectContaining({ no }),
  );

  const files = filesIn(stack.data).map((file) => ({ file, content: readFileSync(file) }));
  for (const { file, content } of files)
    for (const secret of [...PLANTED, PASSWORD])
      expect([file, secret, content.includes(secret)]).toEqual([file, secret, false]);
  // What is plain is found by the same search, so the search can find.
  const holding = files.flatMap(({ file, content }) => (content.includes(PLAIN) ? [file] : []));
  expect(holding.some((file) => file.includes('temporal'))).toBe(true);
  expect(holding.some((file) => file.includes('mongo'))).toBe(true);
}, 120_000);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('an idempotency key', () => {
  test('gives the same number for the same complaint, and is refused for another', async () => {
    const first = await register({}, { 'Idempotency-Key': 'same' });
    const again = await register({}, { 'Idempotency-Key': 'same' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.no).toBe(first.body.no);
    // Order and spelling of the JSON don't matter, what it says does.
    const spelled = await as('mei').post('/api/v1/complaints', Object.fromEntries(Object.entries(INTAKE).reverse()), {
      'Idempotency-Key': 'same',
    });
    expect(spelled.body.no).toBe(first.body.no);
    expect((await register({ text: '别的' }, { 'Idempotency-Key': 'same' })).body).toMatchObject({
      status: 422,
      code: 'KeyReused',
    });
    // Keys are each person's own.
    const lins = await as('lin').post('/api/v1/complaints', INTAKE, { 'Idempotency-Key': 'same' });
    expect(lins.status).toBe(201);
    expect(lins.body.no).not.toBe(first.body.no);
  });

  test('of an import is nobody’s own: whoever imports a row again gets its number', async () => {
    const key = { 'Idempotency-Key': 'import:shop:1' };
    const first = await register({}, key);
    const again = await as('lin').post('/api/v1/complaints', INTAKE, key);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.no).toBe(first.body.no);
    const other = await as('lin').post('/api/v1/complaints', { ...INTAKE, text: '别的' }, key);
    expect(other.body.code).toBe('KeyReused');
  });

  test('sent twenty times at once registers one complaint', async () => {
    const again = () => register({}, { 'Idempotency-Key': 'flood' });
    const answers = await Promise.all(Array.from({ length: 20 }, again));
    expect(new Set(answers.map(({ body }) => body.no as string)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
  }, 60_000);

  test('of an action with words in it: repeated, it is answered the same and done once', async () => {
    const no = await newComplaint();
    await until(no, offers('judge'));
    const first = await act(
      'mei',
      no,
      'judge',
      { founded: true, reason: '证据充分' },
      { 'Idempotency-Key': 'judge-1' },
    );
    const again = await act(
      'mei',
      no,
      'judge',
      { founded: true, reason: '证据充分' },
      { 'Idempotency-Key': 'judge-1' },
    );
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    const other = await act(
      'mei',
      no,
      'judge',
      { founded: true, reason: '证据不足' },
      { 'Idempotency-Key': 'judge-1' },
    );
    expect(other.body).toMatchObject({ status: 422, code: 'KeyReused' });
    const { body } = await as('mei').get(`/api/v1/complaints/${no}/timeline`);
    expect((body.items as { type: string }[]).filter(({ type }) => type === 'JudgedFounded')).toHaveLength(1);
  });

  test('sent ten times at once acts once', async () => {
    const no = await newComplaint();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => act('mei', no, 'note', { text: '同一条' }, { 'Idempotency-Key': 'note-1' })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.seq as number}`)).size).toBe(1);
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body.notes).toBe(1);
  });
});

describe('a case refuses, and says why and what to do,', () => {
  let no: string;
  beforeAll(async () => {
    no = await newComplaint({ respondent: { persons: ['wei'] }, complainant: { name: PLANTED[0] } });
    await until(no, offers('judge'));
  });

  test('another role', async () => {
    const { body } = await act('hua', no, 'judge', { founded: true });
    expect(body).toMatchObject({
      status: 403,
      code: 'WrongRole',
      detail: 'This task is for the role "Complaints desk".',
    });
    const zh = await act('hua', no, 'judge', { founded: true }, { 'Accept-Language': 'zh' });
    expect(zh.body.detail).toBe('此待办由「投诉受理岗」处理。');
  });
  test('whoever is complained about, but not their note', async () => {
    expect((await act('wei', no, 'declareMajor', {})).body).toMatchObject({ status: 403, code: 'ConflictOfInterest' });
    await done('wei', no, 'note', { text: '我的说明' });
  });
  test('what no open task takes, naming what is possible', async () => {
    const { body } = await act('lin', no, 'approve', {});
    expect(body).toMatchObject({ status: 409, code: 'NoOpenTask', wayOut: 'Possible now: judge' });
  });
  test('unfounded without evidence', async () => {
    expect((await act('mei', no, 'judge', { founded: false })).body).toMatchObject({
      status: 422,
      code: 'EvidenceMissing',
    });
  });
  test('a body of the wrong shape, before it reaches the case', async () => {
    const answered = await as('mei').post(`/api/v1/complaints/${no}/actions/judge`, {
      data: { founded: 'yes', raeson: 'x' },
      by: { id: 'chief' },
    });
    expect(answered.body).toMatchObject({ status: 400, code: 'Invalid' });
    expect(fieldsOf(answered).map(({ field, code }) => `${field} ${code}`)).toEqual([
      'data.founded invalid_type',
      'data.raeson unknown_field',
      'by unknown_field',
    ]);
  });
  test('a proposal by its remedies’ own rules, each parameter named', async () => {
    await done('mei', no, 'judge', { founded: true });
    await done('hua', no, 'accept');
    await done('hua', no, 'submitFindings', { ...FINDINGS, persons: [] });
    const wrong = async (data: unknown) =>
      fieldsOf(await act('hua', no, 'propose', data)).map(({ field, code }) => `${field} ${code}`);
    const at = 'data.options.0.remedies.0';
    expect(await wrong(refund({ to: 'account', amountFen: 0.5, account: '  ' }))).toEqual([
      `${at}.params.account too_small`,
    ]);
    expect(await wrong(refund({ to: 'cash', amountFen: 0.5 }))).toEqual([`${at}.params.amountFen invalid_type`]);
    expect(await wrong(refund({ to: 'cash', amountFen: 1, extra: 1 }))).toEqual([`${at}.params.extra unknown_field`]);
    expect(await wrong({ options: [{ remedies: [{ kind: 'fireworks', params: {} }] }] })).toEqual([
      `${at}.kind invalid_value`,
    ]);
    const notAllowed = await act('hua', no, 'propose', {
      options: [{ remedies: [{ kind: 'gift', params: { item: '券', valueFen: 1 } }] }],
    });
    expect(notAllowed.body).toMatchObject({ status: 422, code: 'NotAllowedByPolicy' });
  });
  test('the proposer who would approve', async () => {
    // Who holds no such post is not given it, and the answer names those who hold it.
    const mei = await act('head', no, 'reassign', { task: 'main/propose/1/proposal-1', person: 'mei' });
    expect(mei.body).toMatchObject({ status: 409, code: 'WrongRole' });
    expect((mei.body.candidates as { id: string }[]).map(({ id }) => id)).toEqual(['both', 'hua', 'jun']);
    await done('head', no, 'reassign', { task: 'main/propose/1/proposal-1', person: 'both' });
    await done('both', no, 'propose', refund({ to: 'cash', amountFen: 100 }));
    expect((await act('both', no, 'approve', {})).body).toMatchObject({ status: 403, code: 'SamePersonTwice' });
    await done('lin', no, 'approve');
  });
  test('a number that nobody was given', async () => {
    expect((await act('mei', 'C260930-4K7QMXD', 'note', { text: 'x' })).body).toMatchObject({
      status: 404,
      code: 'NotFound',
    });
    expect((await act('mei', 'C260930-4K7QMXD', 'approve')).body).toMatchObject({ status: 404, code: 'NotFound' });
  });
});

describe('a complaint that repeats another', () => {
  const PHOTO = 'https://example.com/photo.jpg';
  let into: string;
  let one: string;
  const merge = (id: string, no: string, data: unknown): Promise<Answered> => act(id, no, 'merge', data);
  beforeAll(async () => {
    into = await newComplaint({ complainant: { name: '康乐' }, text: '同一只电饭煲' });
    one = await newComplaint({
      ...{ complainant: { name: '康乐', phone: '13800000021', email: 'kang@example.com' }, text: '电饭煲漏电' },
      ...{ respondent: { persons: ['jun'] }, demand: { kind: 'refund', amountFen: 39_900, text: '要求退款' } },
    });
    await Promise.all([into, one].map((no) => until(no, offers('judge'))));
  });

  test('goes into none that is not there or is itself, and by nobody who is not of the desk', async () => {
    expect((await merge('hua', one, { into })).body).toMatchObject({ status: 403, code: 'WrongRole' });
    const nowhere = await merge('mei', one, { into: 'C260930-4K7QMXJ' });
    expect([nowhere.status, fieldsOf(nowhere).map(({ field }) => field)]).toEqual([400, ['data.into']]);
    expect((await merge('mei', one, { into: one })).status).toBe(400);
    expect((await as('mei').get(`/api/v1/complaints/${one}`)).body).toMatchObject({ status: 'open' });
  });

  test('goes into the other with all that it says, and whoever it is about acts on neither', async () => {
    await done('mei', one, 'note', { text: '客户很急' });
    await done('mei', one, 'attach', { title: '照片', uri: PHOTO });
    const sent = await as('mei').ask('POST', `/api/v1/complaints/${one}/files`, {
      raw: Buffer.from('发票号 4711'),
      headers: { 'Content-Type': 'text/plain', 'File-Name': 'a.txt' },
    });
    const file = sent.body.id as string;
    await done('mei', one, 'attach', { title: '发票', file });
    const named = `${file} sha256:${createHash('sha256').update('发票号 4711').digest('hex')}`;
    const attached = await as('hua').get(`/api/v1/complaints/${one}/files`);
    expect(attached.body.items).toMatchObject([{ id: file, attached: true, name: 'a.txt' }]);
    const key = { 'Idempotency-Key': 'merge-1' };
    const merged = await act('mei', one, 'merge', { into: into.toLowerCase(), reason: '同一件事' }, key);
    expect([merged.status, merged.body]).toEqual([200, expect.objectContaining({ no: one })]);
    expect((await act('mei', one, 'merge', { into: into.toLowerCase(), reason: '同一件事' }, key)).body).toEqual(
      merged.body,
    );
    const { body: source } = await as('mei').get(`/api/v1/complaints/${one}`);
    expect(source).toMatchObject({ mergedInto: into, end: 'duplicate', tasks: [] });
    const { body: target } = await as('mei').get(`/api/v1/complaints/${into}`);
    expect(target.absorbed).toMatchObject([
      {
        ...{
          no: one,
          reason: '同一件事',
          respondents: ['jun'],
          references: [
            { title: '照片', uri: PHOTO },
            { title: '发票', file: named },
          ],
        },
        intake: { text: '电饭煲漏电', complainant: { phone: '13800000021' }, demand: { text: '要求退款' } },
        words: [{ by: 'staff', text: '客户很急' }],
      },
    ]);
    expect((await act('jun', into, 'declareMajor', {})).body).toMatchObject({
      status: 403,
      code: 'ConflictOfInterest',
    });
  });

  test('is refused from then on with where to go, as is the way round', async () => {
    const there = { status: 409, code: 'Merged', wayOut: expect.stringContaining(into) };
    expect((await act('mei', one, 'receiveMessage', { channel: 'sms', text: '还有' })).body).toMatchObject(there);
    const third = await newComplaint({ complainant: { name: 'x' } });
    expect((await merge('mei', third, { into: one })).body).toMatchObject(there);
    const back = await merge('mei', into, { into: one });
    expect(back.body).toMatchObject({ status: 409, code: 'Merged', detail: expect.stringContaining(into) });
    for (const no of [into, third])
      expect((await as('mei').get(`/api/v1/complaints/${no}`)).body).toMatchObject({ status: 'open' });
    await done('mei', third, 'merge', { into });
    expect((await as('mei').get(`/api/v1/complaints/${into}`)).body.absorbed).toHaveLength(2);
  });
});

describe('without waiting (Prefer: respond-async)', () => {
  const prefer = { Prefer: 'respond-async' };

  test('a complaint is on its way with its number, and recorded a moment later', async () => {
    const { status, body, headers } = await register({}, prefer);
    expect([status, headers.get('preference-applied')]).toEqual([202, 'respond-async']);
    await until(body.no as string, ({ status: now }) => now === 'open');
  });

  test('an action is on its way, and a refusal becomes an event of the case', async () => {
    const no = await newComplaint({ complainant: { name: 'x' } });
    expect((await act('mei', no, 'note', { text: '异步' }, prefer)).status).toBe(202);
    await until(no, ({ notes }) => notes === 1);
    expect((await act('lin', no, 'approve', {}, prefer)).status).toBe(202);
    await until(no, ({ refusals }) => refusals === 1);
    const { body } = await as('mei').get(`/api/v1/complaints/${no}/timeline`);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        type: 'ActionRefused',
        data: expect.objectContaining({ action: 'approve', code: 'NoOpenTask' }),
      }),
    );
  });
});

test('a closed complaint refuses new actions and goes on answering the repeats of old ones', async () => {
  const complainant = { name: 'x', prefers: 'visit' };
  const registered = await register({ complainant }, { 'Idempotency-Key': 'short-life' });
  const no = registered.body.no as string;
  await done('mei', no, 'confirmTold');
  const key = { 'Idempotency-Key': 'unfounded' };
  const first = await act('mei', no, 'judge', { founded: false, evidence: '监控' }, key);
  expect(first.status).toBe(200);
  await done('mei', no, 'confirmTold');
  await until(no, ({ status }) => status === 'closed');
  expect((await act('mei', no, 'note', { text: '迟了' })).body).toMatchObject({
    status: 409,
    code: 'Closed',
    wayOut: expect.any(String),
  });
  const repeated = await act('mei', no, 'judge', { founded: false, evidence: '监控' }, key);
  expect([repeated.status, repeated.body]).toEqual([200, first.body]);
  const again = await register({ complainant }, { 'Idempotency-Key': 'short-life' });
  expect([again.status, again.body]).toEqual([200, registered.body]);
  const inPassing = { 'Idempotency-Key': 'short-life', Prefer: 'respond-async' };
  const later = await register({ complainant }, inPassing);
  expect([later.status, later.body.no, later.body.status]).toEqual([200, no, 'closed']);
  const follows = await register({ follows: no.toLowerCase() });
  expect(follows.status).toBe(201);
}, 60_000);

describe('while parts are down', () => {
  test('without a worker an action is late, and repeating it with the key does it once', async () => {
    const no = await newComplaint({ complainant: { name: 'x' } });
    await stack.kill('worker');
    const late = await act('mei', no, 'note', { text: '迟到' }, { 'Idempotency-Key': 'late-1' });
    expect(late.body).toMatchObject({ status: 504, code: 'AnswerLate', idempotencyKey: 'late-1' });
    const read = await as('mei').get(`/api/v1/complaints/${no}`);
    expect(read.body).toMatchObject({ no, status: 'open' });
    const lateIntake = await register({}, { 'Idempotency-Key': 'late-2' });
    expect(lateIntake.body.code).toBe('AnswerLate');
    const location = lateIntake.headers.get('location')!;
    expect(location).toMatch(/^\/api\/v1\/complaints\/C/);
    expect((await as('mei').get(location)).body).toMatchObject({ code: 'NotRecorded', wayOut: expect.any(String) });
    await stack.begin('worker');
    let again = await act('mei', no, 'note', { text: '迟到' }, { 'Idempotency-Key': 'late-1' });
    for (let i = 0; i < 5 && again.status === 504; i++)
      again = await act('mei', no, 'note', { text: '迟到' }, { 'Idempotency-Key': 'late-1' });
    expect(again.status).toBe(200);
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body).toMatchObject({ notes: 1 });
    const recorded = await register({}, { 'Idempotency-Key': 'late-2' });
    expect([recorded.status, `/api/v1/complaints/${recorded.body.no as string}`]).toEqual([
      200,
      lateIntake.headers.get('location'),
    ]);
  }, 120_000);

  test('without MongoDB intake is refused, an action is late but taken, and nothing is lost', async () => {
    const no = await newComplaint({ complainant: { name: 'x' } });
    await stack.kill('mongo');
    expect((await register()).body).toMatchObject({ status: 503, code: 'StoreUnavailable' });
    const key = { 'Idempotency-Key': 'no-store-1' };
    const late = await act('mei', no, 'note', { text: '数据库不在' }, key);
    expect(late.body).toMatchObject({ status: 504, code: 'AnswerLate' });
    // More than the engine lets wait at once: the case takes them although nothing is stored.
    const more = Array.from({ length: 12 }, (_, i) => ({ 'Idempotency-Key': `no-store-more-${i}` }));
    const lateToo = await Promise.all(more.map((one) => act('mei', no, 'note', { text: '又一条' }, one)));
    expect(lateToo.map(({ body }) => body.code as unknown)).toEqual(more.map(() => 'AnswerLate'));
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body).toMatchObject({ code: 'StoreUnavailable' });
    expect((await as('mei').get('/api/v1/complaints')).body).toMatchObject({ status: 503, code: 'StoreUnavailable' });
    await stack.begin('mongo');
    let noted = await act('mei', no, 'note', { text: '数据库不在' }, key);
    for (let i = 0; i < 10 && noted.status >= 500; i++)
      noted = await act('mei', no, 'note', { text: '数据库不在' }, key);
    expect(noted.status).toBe(200);
    // Answered is stored: no waiting.
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body.notes).toBeGreaterThan(0);
    const repeats = await Promise.all(more.map((one) => act('mei', no, 'note', { text: '又一条' }, one)));
    expect(repeats.map(({ status }) => status)).toEqual(more.map(() => 200));
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body.notes).toBe(1 + more.length);
    expect((await as('audit').get(`/api/v1/audit/${no}/verify`)).body).toMatchObject({
      events: Math.max(...repeats.map(({ body }) => body.seq as number)),
      intact: true,
      histories: { agree: true, differences: [] },
    });
  }, 120_000);

  test('without Temporal what is known is read, and what is sent may be sent again', async () => {
    const no = await newComplaint({ complainant: { name: 'x' } });
    await stack.kill('temporal');
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body).toMatchObject({ no, status: 'open' });
    const { body } = await act('mei', no, 'note', { text: '引擎不在' }, { 'Idempotency-Key': 'gone-1' });
    expect(['EngineUnavailable', 'AnswerLate']).toContain(body.code);
    await stack.begin('temporal');
    let again = await act('mei', no, 'note', { text: '引擎不在' }, { 'Idempotency-Key': 'gone-1' });
    for (let i = 0; i < 10 && again.status >= 500; i++) {
      await sleep(1_000);
      again = await act('mei', no, 'note', { text: '引擎不在' }, { 'Idempotency-Key': 'gone-1' });
    }
    expect(again.status).toBe(200);
    expect((await as('mei').get(`/api/v1/complaints/${no}`)).body.notes).toBe(1);
  }, 120_000);
});

test('a signature given past the API counts where the policy allows it, and by it alone', async () => {
  const no = await newComplaint({ complainant: { name: 'x' } });
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const handle = new Client({ connection }).workflow.getHandle(no);
  await handle.signal('judge', {
    key: 'cli',
    by: { id: 'mei', roles: ['complaintsDesk'], departments: [] },
    data: { founded: true },
  });
  await until(no, ({ refusals }) => refusals === 1);
  await connection.close();
}, 60_000);

test('asked to end, the API answers what is under way and then ends by itself', async () => {
  const no = await newComplaint({ complainant: { name: 'x' } });
  const api = stack.parts.get('api');
  const underWay = act('mei', no, 'note', { text: '最后一条' });
  await sleep(5);
  const stopped = api?.stop();
  expect((await underWay).status).toBe(200);
  await stopped;
  expect(await api?.ended).toMatchObject({ code: 0 });
  await stack.begin('api');
}, 60_000);
