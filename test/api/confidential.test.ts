import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { shippedPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));
const [second, ordinary, briefed] = [number(), number(), number()];
let hotline: PolicyBundle;
const PERSONAL = ['段先生', '139 0000 0000', 'duan@example.com'];
let api: RunningApi;
let operator: Http;
let inspector: Http;
let head: Http;

beforeAll(async () => {
  api = await startApi();
  const bundles = shippedPolicies();
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('rui', { roles: ['complaintsDesk'] }),
    member('kai', { roles: ['handler'], departments: ['northCounty'] }),
    member('bo', { roles: ['complaintsManager'] }),
  );
  [operator, inspector, head] = (await Promise.all(['rui', 'kai', 'bo'].map(api.signedIn))) as [Http, Http, Http];
  hotline = bundles.find(({ policy }) => policy.id === 'land-hotline')!;
  const complainant = { name: PERSONAL[0], phone: PERSONAL[1], email: PERSONAL[2] };
  await seedCase(api, hotline, second, { channel: 'phone', text: '同一处厂房' });
  await seedCase(
    api,
    bundles.find(({ policy }) => policy.id === 'supermarket')!,
    ordinary,
    {
      ...{ channel: 'phone', complainant: { name: '贾女士', phone: '13900000001' }, respondent: { persons: ['kai'] } },
    },
  );
  const supermarket = bundles.find(({ policy }) => policy.id === 'supermarket')!;
  const words = { text: '我是贾女士，收银员凯骂人', brief: '反映收银员态度' };
  await seedCase(api, supermarket, briefed, { channel: 'phone', ...words, respondent: { persons: ['kai'] } }, [
    (seal) => ({ type: 'MessageReceived', data: { channel: 'phone', text: seal('贾女士又来电'), line: 'inbound.1' } }),
  ]);
  const intake = {
    ...{ channel: 'phone', complainant, text: '我是隔壁老段，耕地上正在建厂房', brief: '反映耕地上建厂房' },
    demand: { text: '老段要求停工' },
    respondent: { persons: [], text: '老段的堂弟' },
    outside: { body: '市长热线', number: '老段-1', dueAt: '2026-12-01T00:00:00Z' },
    externalId: '老段-2',
  };
  await seedCase(api, hotline, no, intake, [
    (seal) => ({ type: 'MessageReceived', data: { channel: 'phone', text: seal('老段又来电'), line: 'inbound.1' } }),
    openTask({ id: 'main/ask/1/ask', role: 'complaintsDesk' }),
    (seal) => ({
      type: 'TaskDone',
      place: 'main/ask/1',
      data: {
        task: 'main/ask/1/ask',
        answer: { action: 'answerOffer', author: 'customer', data: { accepted: true, comment: seal('老段同意') } },
      },
    }),
  ]);
}, 120_000);
afterAll(() => api.stop());

const LIST = '/api/v1/complaints';

async function found(reader: Http, text: string): Promise<string[]> {
  const { body } = await reader.get(`${LIST}?text=${encodeURIComponent(text)}`);
  return (body.items as { no: string }[]).map((one) => one.no);
}

test('who reports is shown to the roles that the policy names, and to nobody else on the staff', async () => {
  for (const reader of [operator, head])
    expect((await reader.get(`${LIST}/${no}`)).body.intake.complainant.name).toBe('段先生');
  const { body } = await inspector.get(`${LIST}/${no}`);
  expect(body.intake.complainant).toEqual({ withheld: true });
  expect(body.intake.text).toBe('反映耕地上建厂房');
});

const everywhere = async (reader: Http, of: string): Promise<string> => {
  const parts = ['', '/timeline', '/messages', '/why', '/actions', '/documents/register-form', '/documents/report'];
  const answers = await Promise.all(parts.map((part) => reader.get(`${LIST}/${of}${part}`)));
  expect(answers.map(({ status }) => status)).toEqual(parts.map(() => 200));
  return answers.map(({ body }) => JSON.stringify(body)).join('\n');
};

test('what the customer wrote is read by those roles alone; everybody else reads the words for handling', async () => {
  const all = await everywhere(inspector, no);
  expect(all).not.toContain('老段');
  expect(all).toContain('反映耕地上建厂房');
  expect(all).toContain('2026-12-01');
  const known = await everywhere(operator, no);
  for (const word of [
    '我是隔壁老段',
    '老段要求停工',
    '老段的堂弟',
    '老段-1',
    '老段又来电',
    '老段同意',
    '反映耕地上建厂房',
  ])
    expect(known).toContain(word);
});

test('looking for who calls confirms nobody who reported something, by whatever they are known', async () => {
  const earlier = async (reader: Http, query: string) =>
    ((await reader.get(`/api/v1/earlier?${query}`)).body.items as { no: string }[]).map((one) => one.no);
  for (const query of ['phone=13900000000', `name=${encodeURIComponent('段先生')}`]) {
    expect(await earlier(operator, query)).toEqual([no]);
    expect(await earlier(inspector, query)).toEqual([]);
  }
  // Nor to whoever is complained about, under a policy that is open to everybody else.
  expect(await earlier(operator, 'phone=13900000001')).toEqual([ordinary]);
  expect(await earlier(inspector, 'phone=13900000001')).toEqual([]);
});

test('where nobody has written them, a sentence says whom to ask', async () => {
  const all = await everywhere(inspector, second);
  expect(all).not.toContain('同一处厂房');
  expect(all).toContain('尚无办理摘要');
});

test('a complaint under such a policy is not taken without them, and the field is named', async () => {
  const complaint = { policy: 'land-hotline', category: 'occupation', complainant: {}, text: '耕地上建厂房' };
  expect(fieldsOf(await operator.post(LIST, complaint))).toMatchObject([{ field: 'brief', code: 'required' }]);
});

test('nor does the timeline tell', async () => {
  const { body } = await inspector.get(`${LIST}/${no}/timeline`);
  for (const personal of PERSONAL) expect(JSON.stringify(body)).not.toContain(personal);
  expect(JSON.stringify((await operator.get(`${LIST}/${no}/timeline`)).body)).toContain('段先生');
});

test('and who may not know does not find the case by a phone number, but by its own number', async () => {
  expect(await found(operator, '13900000000')).toEqual([no]);
  expect(await found(inspector, '13900000000')).toEqual([]);
  expect(await found(inspector, '段先生')).toEqual([]);
  expect(await found(inspector, no)).toEqual([no]);
});

test('nor does whoever is complained about, under any policy', async () => {
  expect(await found(head, '13900000001')).toEqual([ordinary]);
  expect(await found(inspector, '13900000001')).toEqual([]);
  expect(await found(inspector, '贾女士')).toEqual([]);
});

test('whoever is complained about reads the words for handling where there are some, and everybody else the original', async () => {
  const seen = async (reader: Http) => {
    const parts = await Promise.all(['', '/timeline'].map((part) => reader.get(`${LIST}/${briefed}${part}`)));
    return JSON.stringify(parts.map(({ body }): unknown => body));
  };
  expect(await seen(inspector)).toContain('反映收银员态度');
  expect(await seen(inspector)).not.toContain('贾女士');
  expect(await seen(head)).toContain('我是贾女士');
  expect(await seen(head)).toContain('贾女士又来电');
});

test('it is neither merged with nor followed by a complaint under another policy, which would tell who reports', async () => {
  const into = (from: string, to: string) =>
    operator.post(`${LIST}/${from}/actions/merge`, { data: { into: to } }).then(fieldsOf);
  expect(await into(no, ordinary)).toMatchObject([{ field: 'data.into', code: 'confidential' }]);
  expect(await into(ordinary, no)).toMatchObject([{ field: 'data.into', code: 'confidential' }]);
  expect(await into(no, second)).toEqual([]);
  const following = (follows: string, policy: string) =>
    operator.post(LIST, { policy, follows, category: 'quality', complainant: {}, text: '同一件事' }).then(fieldsOf);
  const CONFIDENTIAL = expect.objectContaining({ field: 'follows', code: 'confidential' });
  expect(await following(no, 'supermarket')).toContainEqual(CONFIDENTIAL);
  expect(await following(ordinary, 'land-hotline')).toContainEqual(CONFIDENTIAL);
  expect(await following(no, 'land-hotline')).not.toContainEqual(CONFIDENTIAL);
});

test('a version that keeps nobody secret any more opens no case of the one before', async () => {
  const { confidential, ...policy } = hotline.policy;
  expect(confidential).toBeDefined();
  const opener = { ...hotline, hash: 'f'.repeat(64), policy: { ...policy, version: '9.0.0' } };
  await api.models.policies.publish(opener, { by: 'test' });
  expect(await found(inspector, '13900000000')).toEqual([]);
});
