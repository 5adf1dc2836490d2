import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import { allPolicies } from '../support/policies';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';
import { seedCase } from './support/seeded-case';

const bundle = allPolicies().get('enterprise-eight-step')!;
const number = () => formatComplaintNumber('2026-09-30', randomBytes(8));
const [open, closed, west, other] = [number(), number(), number(), number()];
const WANG = { name: '王小明', phone: '138 0000 0000', account: 'VIP-77' };
let api: RunningApi;
let mei: Http;
let far: Http;

beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  for (const id of ['east', 'west']) await api.models.places.upsert({ id, kind: 'store', title: { zh: id, en: id } });
  await api.enter(
    member('mei', { roles: ['complaintsDesk'], places: ['east'] }),
    member('far', { roles: ['complaintsDesk'], places: ['west'] }),
    member('lin', { roles: ['complaintsDesk'], places: ['east'] }),
    member('audit', { roles: ['auditor'] }),
  );
  [mei, far] = [await api.signedIn('mei'), await api.signedIn('far')];
  const seal = await api.opened.vault.sealerForNew(closed);
  const messages: NewEvent[] = [
    { type: 'MessageSent', data: { template: 'acknowledgement', channel: 'email', messageId: 'm-1' } },
    {
      type: 'MessageReceived',
      data: { channel: 'sms', text: seal('我还在等', 'receiveMessage.text'), line: 'inbound.1' },
    },
    { type: 'MessageFailed', data: { template: 'outcome', channel: 'email', reason: 'refused' } },
    {
      type: 'MessageSent',
      by: { id: 'mei', roles: ['complaintsDesk'], departments: [] },
      data: { template: 'outcome', channel: 'phone' },
    },
    { type: 'CaseClosed', data: { end: 'resolved' } },
  ];
  const at = '2026-08-01T01:00:00.000Z';
  await seedCase(api, bundle, closed, { complainant: WANG, product: '电饭煲', text: '漏电' }, messages, at, ['east']);
  await seedCase(api, bundle, open, { complainant: WANG, text: '又漏电' }, [], '2026-07-01T01:00:00.000Z', ['east']);
  await seedCase(api, bundle, west, { complainant: WANG, text: '西店' }, [], undefined, ['west']);
  const mentions = { complainant: { name: '李四', phone: '13911112222' }, product: '电饭煲', text: '王小明也在场' };
  await seedCase(api, bundle, other, mentions, [], undefined, ['east']);
  const mail = {
    ...{ key: `${closed}/main/acknowledge/1/told`, no: closed, messageId: 'm-1', at, from: 'a@example.com' },
    ...{ to: seal('wang@example.com'), subject: seal('已受理'), text: seal('王小明先生，您好') },
  };
  mkdirSync(join(api.data, 'mails'), { recursive: true, mode: 0o700 });
  writeFileSync(join(api.data, 'mails', `${closed}.1.json`), JSON.stringify(mail));
}, 60_000);
afterAll(() => api.stop());

const earlier = async (as: Http, query: Record<string, string>) => {
  const { status, body } = await as.get(`/api/v1/earlier?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(200);
  return body.items as { no: string; matched: string[]; name?: string; category?: object }[];
};

test.each<Record<string, string>>([{ phone: '+86 138-0000-0000' }, { account: 'vip-77' }, { name: '王小明' }])(
  'who calls is known again by %p: what is open first, and nobody who is only mentioned',
  async (query) => {
    const items = await earlier(mei, query);
    expect(items.map(({ no }) => no)).toEqual([open, closed]);
    expect(items[0]).toMatchObject({ matched: Object.keys(query), name: '王小明', status: 'open' });
    expect(items[1]).toMatchObject({ status: 'closed', recordedAt: '2026-08-01T01:00:00.000Z' });
  },
);

test('by a product, complaints of others are found without who they are', async () => {
  const items = await earlier(mei, { product: '电饭煲' });
  expect(items.map(({ no }) => no).sort()).toEqual([other, closed].sort());
  for (const item of items) expect(item).not.toHaveProperty('name');
});

test('of other places it finds nothing', async () => {
  expect((await earlier(far, { phone: '13800000000' })).map(({ no }) => no)).toEqual([west]);
});

test('whoever looks is noted with each complaint that was looked into, and not what for', async () => {
  await earlier(mei, { phone: '13800000000' });
  await api.models.accessRecord.flush();
  const { items } = await api.models.accessRecord.list({ account: 'mei', kinds: ['opened'] }, { limit: 50 });
  expect(items.map(({ no }) => no)).toEqual(expect.arrayContaining([open, closed]));
  expect(JSON.stringify(items) + api.log.join('\n')).not.toMatch(/13800000000|王小明/);
});

test('a look-up without anything to go by, and the sixty-first within a minute, are refused', async () => {
  const lin = await api.signedIn('lin');
  expect((await lin.get('/api/v1/earlier')).status).toBe(400);
  expect((await lin.get('/api/v1/earlier?phone=1')).status).toBe(400);
  for (let i = 0; i < 60; i++) expect((await lin.get('/api/v1/earlier?phone=99999999')).status).toBe(200);
  const refused = await lin.get('/api/v1/earlier?phone=99999999');
  expect(refused).toMatchObject({ status: 429, body: { code: 'TooManyRequests' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await earlier(mei, { phone: '13800000000' })).length).toBeGreaterThan(0);
});

test('auditors look for nobody who calls', async () => {
  expect((await (await api.signedIn('audit')).get('/api/v1/earlier?phone=13800000000')).status).toBe(403);
});

test('messages go both ways in order, with their words where they are kept', async () => {
  const { body } = await mei.get(`/api/v1/complaints/${closed}/messages`);
  const items = body.items as Record<string, unknown>[];
  expect(items).toMatchObject([
    { direction: 'in', text: '漏电', by: { id: 'mei' } },
    { direction: 'out', status: 'sent', channel: 'email', subject: '已受理', text: '王小明先生，您好' },
    { direction: 'in', channel: 'sms', text: '我还在等' },
    { direction: 'out', status: 'failed', reason: 'refused' },
    { direction: 'out', status: 'sent', channel: 'phone', by: { id: 'mei' } },
  ]);
  for (const item of items.slice(3)) expect(item).not.toHaveProperty('text');
  expect((await far.get(`/api/v1/complaints/${closed}/messages`)).body.code).toBe('WrongPlace');
});
