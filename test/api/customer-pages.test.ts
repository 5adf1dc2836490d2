import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { hideLinks } from '../../api/customer/hide-links';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { chainOn } from '../../models/chain';
import type { ChainedEvent } from '../../models/chain';
import { eraseTraces } from '../../models/erase';
import { shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';
import type { SeededIntake } from './support/seeded-case';

const DAY_MS = 24 * 3_600_000;
const PHONE = '138 0000 6789';
const WORDS = '电饭煲第一次使用就冒烟 <script>alert(1)</script>';
let api: RunningApi;
let bundles: PolicyBundle[];
let desk: Http;

beforeAll(async () => {
  api = await startApi();
  bundles = shippedPolicies();
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('mei', { name: '梅子', roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('lan', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('wang', { roles: ['handler'], departments: ['logistics'] }),
    member('zhao', { roles: ['handler'], departments: ['quality'] }),
    member('audit', { roles: ['auditor'] }),
  );
  desk = await api.signedIn('mei');
}, 120_000);
afterAll(() => api.stop());
beforeEach(() => void (api.clock.now = new Date()));

/** A proposal of two options, the first of which is put to the customer. */
const OFFER: readonly NewEvent[] = [
  {
    type: 'RemedyProposed',
    by: { id: 'zhao', roles: ['handler'], departments: ['quality'] },
    data: {
      options: [
        { remedies: [{ kind: 'exchange', params: {}, costFen: 39_900 }], costFen: 39_900 },
        { remedies: [{ kind: 'refund', params: { amountFen: 39_900 }, costFen: 39_900 }], costFen: 39_900 },
      ],
      costFen: 39_900,
    },
  },
  { type: 'OptionOffered', data: { option: 1, round: 1, proposal: 1, index: 0 } },
  openTask({
    ...{ id: 'main/offer/1/answer-1', role: 'complaintsDesk', actions: ['answerOffer', 'customerSilent'] },
    offer: { option: 1, round: 1 },
  }),
];

async function seeded(
  events: readonly NewEvent[] = [],
  { policy = 'enterprise-eight-step', at, ...intake }: SeededIntake & { policy?: string; at?: string } = {},
): Promise<string> {
  const no = formatComplaintNumber('2026-09-30', randomBytes(8));
  const bundle = bundles.find((one) => one.policy.id === policy)!;
  const plain = { channel: 'phone', complainant: { name: '欧阳茉莉', phone: PHONE }, text: WORDS, ...intake };
  await seedCase(api, bundle, no, plain, events, at);
  return no;
}

async function linkOf(no: string, renew = false): Promise<string> {
  const { status, body } = await desk.post(`/api/v1/complaints/${no}/customer-link`, { renew });
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ no, path: expect.stringMatching(/^\/c\/[\w-]{22}$/) }),
  ]);
  return body.path as string;
}

interface Seen {
  status: number;
  text: string;
  headers: Headers;
  cookie: string | undefined;
}

/** Asks as a browser without script does. */
async function ask(
  path: string,
  { cookie, form }: { cookie?: string | undefined; form?: Record<string, string> } = {},
): Promise<Seen> {
  const response = await fetch(api.base + path, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: { Accept: 'text/html', 'Accept-Language': 'zh', ...(cookie === undefined ? {} : { Cookie: cookie }) },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  const set = response.headers.get('set-cookie')?.split(';')[0];
  return { status: response.status, text: await response.text(), headers: response.headers, cookie: set };
}

/** Proves to be the customer, and looks at the page. */
async function visit(link: string, proof = '6789'): Promise<Seen> {
  const proven = await ask(`${link}/proof`, { form: { proof } });
  expect(proven.status).toBe(303);
  const seen = await ask(link, { cookie: proven.cookie });
  expect(seen.status).toBe(200);
  return seen;
}

function fieldsIn({ text }: Seen): Record<string, string> {
  const form = text.slice(0, text.indexOf('class="leave"') === -1 ? undefined : text.indexOf('class="leave"'));
  const found = form.matchAll(/<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

test('the page tells number, words and where it stands, and nothing of what goes on within', async () => {
  const no = await seeded(OFFER);
  const link = await linkOf(no);
  const first = await ask(link);
  expect(first.status).toBe(200);
  for (const hidden of [no, '茉莉', '电饭煲']) expect(first.text).not.toContain(hidden);
  const { text, headers } = await visit(link);
  for (const told of [no, '电饭煲第一次使用就冒烟', '换货', '¥399.00', '第 1 轮方案 1', '已给您答复或方案'])
    expect(text).toContain(told);
  // Markup that somebody wrote is words, the second option waits, and names of ours are nobody's business.
  expect(text).not.toContain('<script>alert');
  for (const hidden of ['退款', '梅子', 'mei', 'zhao', 'complaintsDesk', 'answerOffer', 'main/', '茉莉', '0000'])
    expect(text).not.toContain(hidden);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(text).toContain('<html lang="zh-CN">');
  const english = await ask(`${link}?lang=en`);
  expect(english.text).toContain('<html lang="en">');
});

test('a link that was never given, mistyped, replaced or erased leads nowhere, and all are answered the same', async () => {
  const no = await seeded();
  const old = await linkOf(no);
  expect(await linkOf(no)).toBe(old);
  const session = (await ask(`${old}/proof`, { form: { proof: '6789' } })).cookie;
  const link = await linkOf(no, true);
  const erased = await seeded();
  const erasedLink = await linkOf(erased);
  await api.opened.keyStore.destroy(erased);
  const before = await ask(erasedLink);
  await eraseTraces(api.models, erased);
  const forged = `/c/${randomBytes(16).toString('base64url')}`;
  const answers = await Promise.all([
    ask(old, { cookie: session }),
    ask(erasedLink),
    ask(forged),
    ask('/c/x'),
    ask(`${forged}/proof`, { form: { proof: '6789' } }),
  ]);
  const whole = (seen: Seen) => [seen.status, seen.text.replace(/href="[^"]*lang=[^"]*"/, '')];
  for (const answer of answers) expect(whole(answer)).toEqual(whole(before));
  expect(before.status).toBe(404);
  expect(await api.models.customerLinks.madeAt(erased)).toBeUndefined();
  expect((await desk.post(`/api/v1/complaints/${erased}/customer-link`, {})).status).toBe(410);
  expect((await visit(link)).text).toContain(no);
});

test('the token stands nowhere: neither in the database, nor in the log, nor where staff read', async () => {
  const no = await seeded();
  const link = await linkOf(no);
  await visit(link);
  const token = link.slice('/c/'.length);
  const rows = await api.connection.collection('customerlinks').find({}).toArray();
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(api.log.join('\n')).not.toContain(token);
  await api.models.accessRecord.flush();
  const auditor = await api.signedIn('audit');
  const { body } = await auditor.get(`/api/v1/audit/access?no=${no}&kind=customerLink`);
  expect(body.items).toEqual([expect.objectContaining({ account: 'mei', what: 'shown', no })]);
  expect(JSON.stringify(body)).not.toContain(token);
});

test('proof is guessed five times in a quarter of an hour, and twenty times a day, by whomever', async () => {
  const link = await linkOf(await seeded());
  const guess = async () => (await ask(`${link}/proof`, { form: { proof: '0000' } })).status;
  for (let i = 0; i < 5; i++) expect(await guess()).toBe(403);
  expect(await guess()).toBe(429);
  const right = await ask(`${link}/proof`, { form: { proof: '6789' } });
  expect([right.status, Number(right.headers.get('retry-after')) > 0]).toEqual([429, true]);
  for (let quarter = 1; quarter <= 3; quarter++) {
    api.clock.now = new Date(api.clock.now.getTime() + 16 * 60_000);
    for (let i = 0; i < 5; i++) expect(await guess()).toBe(403);
  }
  api.clock.now = new Date(api.clock.now.getTime() + 16 * 60_000);
  expect(await guess()).toBe(429);
  api.clock.now = new Date(api.clock.now.getTime() + DAY_MS);
  expect((await ask(`${link}/proof`, { form: { proof: '６７８９' } })).status).toBe(303);
});

test('without a phone the email address is the proof, else the account; without any there is no link', async () => {
  const mailed = await linkOf(await seeded([], { complainant: { email: 'Mo.Li@example.com' } }));
  expect((await ask(`${mailed}/proof`, { form: { proof: 'moli@example.com' } })).status).toBe(403);
  await visit(mailed, 'mo.li@EXAMPLE.com');
  const member = await linkOf(await seeded([], { complainant: { account: '会员 AB-12345' } }));
  await visit(member, 'ab-2345');
  const nobody = await seeded([], { complainant: {} });
  const { status, body } = await desk.post(`/api/v1/complaints/${nobody}/customer-link`, {});
  expect([status, body.code]).toEqual([422, 'EvidenceMissing']);
});

test('a visit opens its own link, for half an hour, and nothing of the API', async () => {
  const [mine, other] = [await seeded(), await seeded()];
  const [link, another] = [await linkOf(mine), await linkOf(other)];
  const { cookie } = await visit(link);
  expect((await ask(another, { cookie })).text).not.toContain(other);
  const forged = cookie!.replace(/=\d+\./, `=${Math.floor(Date.now() / 1000) + 999_999}.`);
  expect((await ask(link, { cookie: forged })).text).not.toContain(mine);
  for (const path of ['/api/v1/me', `/api/v1/complaints/${mine}`, '/api/v1/complaints'])
    for (const headers of [new Headers({ Cookie: cookie! }), new Headers({ Authorization: `Bearer ${link.slice(3)}` })])
      expect((await fetch(api.base + path, { headers })).status).toBe(401);
  api.clock.now = new Date(api.clock.now.getTime() + 31 * 60_000);
  expect((await ask(link, { cookie })).text).not.toContain(mine);
});

test('the link ends thirty days after the case', async () => {
  const closed = new Date(Date.now() - DAY_MS).toISOString();
  const no = await seeded(
    [
      { type: 'CaseResolved', data: { end: 'solved' } },
      { type: 'CaseClosed', data: {} },
    ],
    { at: closed },
  );
  const link = await linkOf(no);
  api.clock.now = new Date(Date.parse(closed) + 30 * DAY_MS - 60_000);
  const { text } = await visit(link);
  expect(text).toContain('已办结');
  expect(text).not.toContain('给我们留言');
  api.clock.now = new Date(Date.parse(closed) + 30 * DAY_MS);
  expect((await ask(link)).status).toBe(404);
  const late = (await api.signedIn('lan')).post(`/api/v1/complaints/${no}/customer-link`, {});
  expect((await late).body.code).toBe('Closed');
});

test('who is merged sees where it went on, and no number of somebody else’s', async () => {
  const into = formatComplaintNumber('2026-09-30', randomBytes(8));
  const merged = (sameCustomer: boolean): NewEvent => ({ type: 'CaseMerged', data: { into, sameCustomer } });
  const own = await visit(await linkOf(await seeded([merged(true), ...OFFER])));
  expect(own.text).toContain(into);
  expect(own.text).not.toContain('第 1 轮方案 1');
  const others = await visit(await linkOf(await seeded([merged(false)])));
  expect(others.text).toContain('同一件事还有别人投诉');
  expect(others.text).not.toContain(into);
});

test('a confidential complaint shows its customer their words, and staff who may not know them get no link', async () => {
  const no = await seeded([], { policy: 'land-hotline', category: 'farmland', text: '耕地上正在建厂房' });
  const { text } = await visit(await linkOf(no));
  expect(text).toContain('耕地上正在建厂房');
  expect(text).not.toContain('茉莉');
  await api.enter(member('kai', { roles: ['handler'], departments: ['northCounty'] }));
  const refused = await (await api.signedIn('kai')).post(`/api/v1/complaints/${no}/customer-link`, {});
  expect([refused.status, refused.body.code]).toEqual([403, 'WrongRole']);
});

test('a link is for those who have a part in the case; auditors only read', async () => {
  const no = await seeded();
  for (const id of ['wang', 'audit'])
    expect([id, (await (await api.signedIn(id)).post(`/api/v1/complaints/${no}/customer-link`, {})).status]).toEqual([
      id,
      403,
    ]);
});

test('consent is read back with number and round, and a form of elsewhere counts for nothing', async () => {
  const link = await linkOf(await seeded(OFFER));
  const { cookie } = await visit(link);
  const readBack = await ask(`${link}/offer?answer=accept`, { cookie });
  expect(readBack.text).toContain('我接受第 1 轮方案 1：换货，合计金额或价值 ¥399.00。');
  const fields = fieldsIn(readBack);
  expect(fields).toMatchObject({
    option: '1',
    round: '1',
    yes: 'yes',
    key: expect.any(String),
    form: expect.any(String),
  });
  const strange = await ask(`${link}/offer`, { cookie, form: { ...fields, form: 'x'.repeat(43) } });
  expect(strange.status).toBe(403);
  expect((await ask(`${link}/offer`, { form: fields })).text).not.toContain('换货');
});

test('an answer to what is asked no longer is not taken, and the customer sees how it stands now', async () => {
  const no = await seeded(OFFER);
  const link = await linkOf(no);
  const { cookie } = await visit(link);
  const fields = fieldsIn(await ask(`${link}/offer?answer=accept`, { cookie }));
  let last: ChainedEvent | undefined;
  for await (const event of api.models.events.all(no)) last = event;
  const answer = { action: 'answerOffer', data: { accepted: false } };
  const ended: CaseEvent = {
    ...{ no, seq: last!.seq + 1, at: new Date().toISOString(), type: 'TaskDone' },
    data: { task: 'main/offer/1/answer-1', answer },
  };
  await api.models.events.append(chainOn(last!.hash, [ended]));
  await api.models.register.apply(no, [ended]);
  const late = await ask(`${link}/offer`, { cookie, form: fields });
  expect(late.status).toBe(409);
  expect(late.text).toContain('您的答复未登记');
  expect(late.text).not.toContain('接受此方案');
});

test('each round is rated for itself: what was sent about the round before counts for nothing in the next', async () => {
  const call = (visit: number): NewEvent =>
    openTask({ id: `main/callback/${visit}/call-1`, role: 'complaintsDesk', actions: ['recordCallback'] });
  const first = await seeded([call(1)]);
  const link = await linkOf(first);
  const { cookie } = await visit(link);
  const fields = fieldsIn(await ask(`${link}/rating`, { cookie }));
  expect(fields['ask']).toEqual(expect.any(String));
  let last: ChainedEvent | undefined;
  for await (const event of api.models.events.all(first)) last = event;
  const said = { reached: true, satisfied: false, rating: 2 };
  const answer = { action: 'recordCallback', data: said };
  const later: NewEvent[] = [
    { type: 'TaskDone', data: { task: 'main/callback/1/call-1', answer } },
    { type: 'CallbackRecorded', data: said },
    { type: 'RoundStarted', data: { because: 'dissatisfied' } },
    call(2),
  ];
  const events = later.map((event, i): CaseEvent => ({
    ...{ no: first, seq: last!.seq + 1 + i, at: new Date().toISOString() },
    ...event,
  }));
  await api.models.events.append(chainOn(last!.hash, events));
  await api.models.register.apply(first, events);
  const late = await ask(`${link}/rating`, { cookie, form: { ...fields, yes: 'yes', rating: '5' } });
  expect([late.status, late.text.includes('您的答复未登记')]).toEqual([409, true]);
  const again = fieldsIn(await ask(`${link}/rating`, { cookie }));
  expect(again['ask']).toEqual(expect.any(String));
  expect(again['ask']).not.toBe(fields['ask']);
});

test('what cannot be sent just now is kept, and sent again under the same key', async () => {
  // There is no engine in this test: nothing can be taken.
  const link = await linkOf(await seeded(OFFER));
  const { cookie } = await visit(link);
  const fields = fieldsIn(await ask(`${link}/message`, { cookie }));
  const sent = await ask(`${link}/message`, { cookie, form: { ...fields, text: '请尽快答复' } });
  expect(sent.status).toBeGreaterThanOrEqual(503);
  expect(fieldsIn(sent)).toMatchObject({ key: fields['key'], text: '请尽快答复' });
  const empty = await ask(`${link}/message`, { cookie, form: { ...fields, text: ' ' } });
  expect(empty.status).toBe(400);
  expect(empty.text).toContain('aria-invalid="true"');
});

test('the pages work without script, and what makes them comfortable is small', async () => {
  const script = await ask('/c/assets/page.js');
  const style = await ask('/c/assets/page.css');
  expect([script.status, style.status]).toEqual([200, 200]);
  expect(Buffer.byteLength(script.text)).toBeLessThanOrEqual(15 * 1024);
  expect(gzipSync(style.text).length).toBeLessThanOrEqual(4 * 1024);
});

test('staff read letters without the link in them', () => {
  const token = randomBytes(16).toString('base64url');
  expect(hideLinks({ text: `查看进度：https://a.example/c/${token}\n` })).toEqual({
    text: '查看进度：https://a.example/c/…\n',
  });
});
