import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lodgings } from '../../api/lodge/lodging';
import { openSecrets } from '../../api/secrets';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { shippedPolicies } from '../support/policies';
import { startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const WORDS = '牛奶已过期三天 <script>alert(1)</script>';
const MOST_FROM_ADDRESS = 14;
let api: RunningApi;
let bundles: PolicyBundle[];

beforeAll(async () => {
  api = await startApi({
    env: {
      REDRESS_LIMIT_LODGED: String(MOST_FROM_ADDRESS),
      REDRESS_STORE_WITHIN_MS: '2000',
      REDRESS_ANSWER_WITHIN_MS: '400',
    },
  });
  bundles = shippedPolicies();
  await publish('enterprise-eight-step');
  await api.models.places.upsert({ id: 'east', title: { zh: '东门店', en: 'East Gate store' }, kind: 'store' });
  await api.models.places.upsert({ id: 'office', title: { zh: '总部', en: 'Head office' }, kind: 'company' });
  await api.models.directory.refresh();
}, 120_000);
afterAll(() => api.stop());
beforeEach(() => void (api.clock.now = new Date()));

async function publish(id: string): Promise<void> {
  await api.models.policies.publish(
    bundles.find(({ policy }) => policy.id === id)!,
    { by: 'test' },
  );
}

interface Seen {
  status: number;
  text: string;
  headers: Headers;
}

async function ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
  const response = await fetch(api.base + path, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: { Accept: 'text/html', 'Accept-Language': 'zh', ...headers },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const atOf = ({ text }: Seen): string => /action="\/lodge\/([\w-]+)"/.exec(text)?.[1] ?? 'nowhere';
const stateOf = ({ text }: Seen): string => /name="state" value="([\w-]+)"/.exec(text)?.[1] ?? '';

/** Sends the page that somebody has before them, as its form would. */
function sent(page: Seen, fields: Record<string, string> = {}, headers?: Record<string, string>): Promise<Seen> {
  return ask(`/lodge/${atOf(page)}`, { state: stateOf(page), do: 'next', ...fields }, headers);
}

/** What a customer of a supermarket answers, by the question. */
const MILK: Record<string, Record<string, string>> = {
  policy: { policy: 'supermarket' },
  place: { place: 'east' },
  category: { category: 'quality' },
  text: { text: WORDS },
  when: { when: '2026-09-30' },
  product: { product: '鲜牛奶' },
  receiptFen: { receiptFen: '39.90' },
  'fields-injury': { 'fields-injury': 'no' },
  demand: { demand: '退款', amount: '39.9' },
  contact: { name: '欧阳茉莉', phone: '138 0000 6789', email: '' },
};

/** Answers page by page until everything can be checked. */
async function filledIn(answers = MILK, address = '/lodge?lang=zh'): Promise<Seen> {
  let page = await ask(address);
  for (let i = 0; i < 15 && atOf(page) !== 'check'; i++) {
    page = await sent(page, answers[atOf(page)] ?? {});
    expect([atOf(page), page.status]).toEqual([expect.any(String), 200]);
  }
  expect(atOf(page)).toBe('check');
  return page;
}

const finish = (page: Seen): Promise<Seen> => sent(page, { do: 'send', website: '' });
const withPhone = (phone: string) => ({ ...MILK, contact: { name: '', phone, email: '' } });
/** Nothing could be taken: there is no engine in this test, and an answer may be on its way. */
const expectLater = ({ status }: Seen): void => expect([503, 504]).toContain(status);
const claims = (): Promise<number> => api.connection.collection('intakeKeys').countDocuments({});

test('where no policy takes complaints from the web, the page says where else to turn', async () => {
  const page = await ask('/lodge');
  expect([page.status, page.text.includes('请打电话或到店提出')]).toEqual([404, true]);
  await publish('supermarket');
  await publish('restaurant');
  await publish('telecom');
});

test('one question a page leads to everything that was answered, in words of customers, and nothing of it in an address', async () => {
  const first = await ask('/lodge?lang=zh');
  expect(first.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(first.headers.get('referrer-policy')).toBe('no-referrer');
  const about = await sent(first);
  expect(about.text).toContain('在超市购物');
  expect(about.text).not.toContain('企业八步');
  const check = await filledIn();
  for (const shown of [
    '东门店',
    '商品有质量问题',
    '牛奶已过期三天',
    '2026-09-30',
    '鲜牛奶',
    '¥39.90',
    '退款',
    '138 0000 6789',
  ])
    expect(check.text).toContain(shown);
  expect(check.text).not.toContain('<script>alert');
  expect(check.text).not.toContain('总部');
  // What goes along is sealed: nobody reads in it what somebody typed.
  const opened = Buffer.from(stateOf(check), 'base64url').toString();
  for (const secret of ['茉莉', '138 0000', '13800006789', '牛奶']) expect(opened).not.toContain(secret);
});

test('a page in between is changed, gone back to and read in the other language without losing anything', async () => {
  const check = await filledIn();
  const text = await sent(check, { do: 'change:text' });
  expect([atOf(text), text.text.includes('牛奶已过期三天')]).toEqual(['text', true]);
  const english = await sent(text, { do: 'language', text: '改过的话' });
  expect(english.text).toContain('<html lang="en">');
  expect(english.text).toContain('改过的话');
  const back = await sent(english, { do: 'back', text: '又改过' });
  expect(atOf(back)).toBe('category');
  const again = await sent(back, { category: 'price' });
  expect(atOf(again)).toBe('check');
  for (const shown of ['又改过', 'The price or the weight was wrong', 'East Gate store'])
    expect(again.text).toContain(shown);
});

test('what is wrong is said beside the field and on top, and stays as it was typed', async () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['category', {}, '请选择一项'],
    ['category', { category: 'fight' }, '请选择一项'],
    ['place', { place: 'office' }, '请选择一项'],
    ['text', { text: '  ' }, '此项必填'],
    ['text', { text: '长'.repeat(8_001) }, '最多 8000 个字'],
    ['when', { when: '2026-02-30' }, '请填写日期'],
    ['when', { when: '2999-01-01' }, '日期不能晚于今天'],
    ['receiptFen', { receiptFen: '很多' }, '请填写金额'],
    ['demand', { demand: '', amount: '-5' }, '请填写金额'],
    ['contact', { name: '茉莉', phone: '', email: '' }, '请填写电话或邮箱'],
    ['contact', { name: '', phone: '问他本人', email: '' }, '请填写完整的电话号码'],
    ['contact', { name: '', phone: '', email: '没有' }, '请填写邮箱地址'],
  ];
  const check = await filledIn();
  for (const [question, fields, said] of wrong) {
    const page = await sent(await sent(check, { do: `change:${question}` }), fields);
    expect([question, page.status, atOf(page)]).toEqual([question, 400, question]);
    expect(page.text).toContain(said);
    expect(page.text).toContain('class="summary" role="alert"');
    expect(page.text).toContain('<title>有误：');
    for (const typed of Object.values(fields).filter(
      (value) => /[^\s]/.test(value) && !['fight', 'office'].includes(value),
    ))
      expect(page.text).toContain(typed);
    // Nothing of it can be sent past its page.
    const past = await ask('/lodge/check', { state: stateOf(page), do: 'send', website: '' });
    expect([question, past.status, atOf(past)]).toEqual([question, 400, question]);
  }
  expect(await claims()).toBe(0);
});

test('a form that is forged, of another house, a day old or of another site is not taken', async () => {
  const check = await filledIn();
  const other = new Lodgings(randomBytes(32), () => new Date());
  const form = { do: 'send', website: '' };
  const state = stateOf(check);
  const forged = [
    ask('/lodge/check', { ...form, state: other.seal(other.begin('zh')) }),
    ask('/lodge/check', { ...form, state: state.slice(0, -2) + (state.endsWith('AA') ? 'BB' : 'AA') }),
    ask('/lodge/check', form),
    sent(check, form, { 'Sec-Fetch-Site': 'cross-site' }),
  ];
  for (const page of await Promise.all(forged))
    expect([page.status, page.text.includes('请重新填写')]).toEqual([403, true]);
  api.clock.now = new Date(Date.now() + 24 * 3_600_000);
  expect((await finish(check)).status).toBe(403);
  expect(await claims()).toBe(0);
});

test('a field that nobody sees, and larger than anybody types: neither is registered', async () => {
  const check = await filledIn();
  const robot = await sent(check, { do: 'send', website: 'http://spam.example' });
  expect([robot.status, robot.text.includes('牛奶已过期三天')]).toEqual([400, true]);
  const large = await ask('/lodge/text', { state: stateOf(check), do: 'next', text: 'x'.repeat(300_000) });
  expect([large.status, large.text.includes('内容过长')]).toEqual([413, true]);
  expect(await claims()).toBe(0);
});

test('a code on a wall says where and what about, and no more than may be chosen there', async () => {
  const known = await sent(await ask('/lodge?lang=zh&policy=supermarket&place=east'));
  expect(atOf(known)).toBe('category');
  for (const wrong of ['policy=enterprise-eight-step', 'policy=supermarket&place=office']) {
    const page = await sent(await ask(`/lodge?lang=zh&${wrong}`));
    expect([wrong, ['policy', 'place'].includes(atOf(page))]).toEqual([wrong, true]);
  }
});

test('each policy asks for all that it requires, and only for that', async () => {
  const first = await sent(await ask('/lodge?lang=zh&policy=restaurant'));
  const page = await sent(await sent(first, { category: 'dish' }), MILK['text']);
  expect(atOf(page)).toBe('when');
  const asked = await sent(page);
  expect([atOf(asked), asked.text.includes('坐在几号台或哪个包间')]).toEqual(['fields-place', true]);
  expect((await sent(asked)).status).toBe(400);
  // What an operator needs is asked one by one, with what may be chosen.
  const line = await filledIn({
    ...MILK,
    policy: { policy: 'telecom' },
    category: { category: 'billing' },
    'complainant-account': { 'complainant-account': '13800006789' },
    'fields-felt': { 'fields-felt': 'serious' },
    'demand-kind': { 'demand-kind': 'refund' },
    'complainant-prefers': { 'complainant-prefers': 'phone' },
  });
  for (const shown of ['严重', '退费', '收费不对']) expect(line.text).toContain(shown);
});

test('while it cannot be registered everything stays on the page, and however often it is sent it is one', async () => {
  const before = await claims();
  const check = await filledIn(withPhone('13900000001'));
  const [one, two] = await Promise.all([finish(check), finish(check)]);
  for (const page of [one, two, await finish(one)]) {
    expectLater(page);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const shown of ['不确定是否收到', '牛奶已过期三天', '13900000001']) expect(page.text).toContain(shown);
  }
  expect(await claims()).toBe(before + 1);
  // Changed before it was recorded, it is the changed one that is meant; and that again once.
  const changed = await sent(await sent(one, { do: 'change:text' }), { text: '牛奶过期，另有异味' });
  await Promise.all([finish(changed), finish(changed)]);
  expect(await claims()).toBe(before + 2);
});

test('sent again with other words after it was recorded, the first remains, and the customer is told so', async () => {
  const secrets = await openSecrets(join(api.data, 'secrets'));
  const lodgings = new Lodgings(secrets.session, () => api.clock.now);
  const check = await filledIn(withPhone('13900000002'));
  await finish(check);
  const [row] = await api.connection
    .collection<{ no: string }>('intakeKeys')
    .find({})
    .sort({ at: -1 })
    .limit(1)
    .toArray();
  const { no } = row!;
  await seedCase(
    api,
    bundles.find(({ policy }) => policy.id === 'supermarket')!,
    no,
    {},
  );
  const changed = await sent(await sent(check, { do: 'change:text' }), { text: '换一种说法' });
  const told = await finish(changed);
  expect([told.status, told.headers.get('location')]).toEqual([303, '/lodge/done']);
  const cookie = told.headers.get('set-cookie')!.split(';')[0]!;
  expect(lodgings.doneIn(cookie)).toMatchObject({ no, isChanged: true });
  const done = await ask('/lodge/done', undefined, { Cookie: cookie });
  for (const shown of [no, '之后的改动没有登记']) expect(done.text).toContain(shown);
  expect(done.text).toMatch(/href="\/c\/[\w-]{22}\?lang=zh"/);
  expect(done.headers.get('cache-control')).toBe('no-store');
  // Whoever has no such cookie, or one that is over, begins.
  expect((await ask('/lodge/done')).headers.get('location')).toBe('/lodge');
  api.clock.now = new Date(Date.now() + 31 * 60_000);
  expect((await ask('/lodge/done', undefined, { Cookie: cookie })).status).toBe(303);
});

test('too many of one contact, open or today, are answered as too many of one address, so that none is confirmed', async () => {
  const supermarket = bundles.find(({ policy }) => policy.id === 'supermarket')!;
  const phone = '13900000003';
  for (let i = 0; i < 10; i++) {
    const no = formatComplaintNumber('2026-09-30', randomBytes(8));
    await seedCase(api, supermarket, no, { channel: 'web', complainant: { phone } });
  }
  const known = await finish(await filledIn(withPhone('+86 139-0000-0003')));
  const often = withPhone('13900000004');
  for (let i = 0; i < 5; i++) expectLater(await finish(await filledIn(often)));
  const today = await finish(await filledIn(often));
  const plain = ({ status, text, headers }: Seen) => [
    ...[status, headers.get('retry-after'), headers.get('ratelimit')],
    text.replace(/value="[\w-]+"/g, '').replaceAll(/\+?[\d -]{11,}/g, ''),
  ];
  expect(known.status).toBe(429);
  expect(known.text).toContain('牛奶已过期三天');
  expect(plain(today)).toEqual(plain(known));
  // Then this address has lodged all that it may.
  let last: Seen = today;
  for (let i = 0; i <= MOST_FROM_ADDRESS; i++) {
    last = await finish(await filledIn(withPhone(`1370000${1000 + i}`)));
    if (last.status === 429) break;
  }
  expect(plain(last)).toEqual(plain(known));
  expect((await ask('/lodge')).status).toBe(200);
});

test('without the database nobody loses a word, and the log has none', async () => {
  const check = await filledIn(withPhone('13900000009'));
  await api.mongo.stop();
  const question = await sent(check, { do: 'change:text' });
  expect([question.status, question.text.includes('牛奶已过期三天')]).toEqual([200, true]);
  const page = await finish(check);
  expect(page.status).toBe(503);
  for (const shown of ['不确定是否收到', '牛奶已过期三天', '13900000009']) expect(page.text).toContain(shown);
  await sleep(50);
  const log = api.log.join('\n');
  for (const secret of ['13900000009', '138 0000', '13800006789', '牛奶', '茉莉']) expect(log).not.toContain(secret);
}, 60_000);
