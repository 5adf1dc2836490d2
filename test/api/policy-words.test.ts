import { withHash } from '../../models/policy-files';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { policyWords } from '../../api/policy-words/policy-words';
import { allPolicies, shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';

const first = allPolicies().get('supermarket')!;
/** The same procedure with another version, in which the department has twenty minutes. */
function changed({ hash: _, policy, ...rest }: PolicyBundle): PolicyBundle {
  const text = JSON.stringify({ ...rest, policy: { ...policy, version: '9.0.0' } }).replaceAll('PT15M', 'PT20M');
  return withHash(JSON.parse(text) as Omit<PolicyBundle, 'hash'>);
}
const second = changed(first);

let api: RunningApi;
let ting: Http;
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(first, { by: 'server' });
  api.clock.now = new Date(api.clock.now.getTime() + 60_000);
  await api.models.policies.publish(second, { by: 'owner' });
  await api.enter(member('ting', { roles: ['receptionist'] }), member('root', { roles: ['administrator'] }));
  ting = await api.signedIn('ting');
}, 60_000);
afterAll(() => api.stop());

interface Said {
  id: string;
  title: { zh: string; en: string };
  sentences: { zh: string; en: string }[];
}
interface Words {
  version: string;
  lines: { steps: Said[] }[];
  text: string;
}
const stepOf = ({ lines }: Words, id: string): Said =>
  lines.flatMap(({ steps }) => steps).find((step) => step.id === id)!;
async function wordsOf({ hash }: PolicyBundle): Promise<Words> {
  const { status, body } = await ting.get(`/api/v1/policies/supermarket/words?bundle=${hash}`);
  expect(status).toBe(200);
  return body as Words;
}

test('a step says who acts, by when, on what condition, and what happens if nobody does', async () => {
  const body = await wordsOf(first);
  expect(body.version).toBe(first.policy.version);
  expect(stepOf(body, 'readBack').sentences.map(({ zh }) => zh)).toEqual([
    expect.stringMatching(/^环节类型：.+。$/),
    '由前台接待员办理。',
    '时限：15 分钟。',
    '到期时：记为逾期。',
    '到期时：升级到前台经理/助理。',
    '到期后 2 小时：升级到主管副店长。',
  ]);
  expect(stepOf(body, 'confirm').sentences.map(({ en }) => en)).toEqual(
    expect.arrayContaining([
      'Only if category != "service".',
      'Done by: Foreman, or a level above.',
      'Time limit: 15 minutes.',
    ]),
  );
});

test('every version that was published can be read, and they differ where they were changed', async () => {
  const { body } = await ting.get('/api/v1/policies/supermarket/versions');
  expect(body.items).toMatchObject([
    { version: '9.0.0', bundleHash: second.hash, publishedBy: 'owner' },
    { version: first.policy.version, bundleHash: first.hash, publishedBy: 'server' },
  ]);
  const [old, now] = [await wordsOf(first), await wordsOf(second)];
  const lines = new Set(old.text.split('\n'));
  const added = now.text.split('\n').filter((line) => !lines.has(line));
  expect(added.map((line) => line.trim())).toEqual(expect.arrayContaining(['version: 9.0.0', 'duration: PT20M']));
  expect(stepOf(now, 'confirm').sentences.map(({ zh }) => zh)).toContain('时限：20 分钟。');
});

test('every shipped policy has words in both languages for each step, role, limit and table', () => {
  for (const bundle of shippedPolicies()) {
    const { lines, roles, limits, tables, text } = policyWords(bundle);
    const said: Said[] = [...lines, ...lines.flatMap(({ steps }) => steps), ...roles, ...limits];
    const texts = [
      ...said.flatMap(({ title, sentences }) => [title, ...sentences]),
      ...tables.flatMap(({ title, hit, inputs, outputs }) => [
        title,
        hit,
        ...[...inputs, ...outputs].map((one) => one.title),
      ]),
    ];
    const odd = texts.filter(
      ({ zh, en }) => zh.trim() === '' || en.trim() === '' || /undefined|：。|: \./.test(zh + en),
    );
    expect([bundle.policy.id, odd]).toEqual([bundle.policy.id, []]);
    expect(text).not.toContain(bundle.hash);
  }
});

test('a policy or version that is not there is not found, and administrators read none', async () => {
  expect((await ting.get('/api/v1/policies/none/words')).status).toBe(404);
  expect((await ting.get('/api/v1/policies/none/versions')).status).toBe(404);
  expect((await ting.get(`/api/v1/policies/supermarket/words?bundle=${'0'.repeat(64)}`)).status).toBe(404);
  const root = await api.signedIn('root');
  expect((await root.get('/api/v1/policies/supermarket/words')).status).toBe(403);
});
