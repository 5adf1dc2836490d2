import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { DEFINED_EVENTS } from '../../domain/defined-events';
import type { NewEvent } from '../../domain/file/stored-event';
import { allPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const no = formatComplaintNumber('2026-09-30', randomBytes(8));
const V1 = '/api/v1';
const penalised = allPolicies().get('penalised')!;

/** Events that are not everybody's; and one that nothing defines, as an older or a newer build may have left it. */
const CLOSED = [...DEFINED_EVENTS].flatMap(([type, { audience }]) => (audience === 'staff' ? [] : [type]));
const UNDEFINED = 'MoonPhaseNoted';
/** Words that stand in nothing but these. */
const PERSON = 'zhaoliu';
const WORDS = '暗号长庚星';

let api: RunningApi;
const who: Record<string, Http> = {};

beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(penalised, { by: 'test' });
  await api.enter(
    member('colleague', { roles: ['complaintsDesk', 'handler'] }),
    member('audit', { roles: ['auditor'] }),
    member(PERSON, { roles: ['handler'] }),
  );
  for (const id of ['colleague', 'audit']) who[id] = await api.signedIn(id);
  const closed =
    (type: string) =>
    (seal: (text: string) => string): NewEvent => {
      const about = { person: PERSON, supplier: WORDS, role: PERSON, task: 'main/judge/1/other', kind: PERSON };
      const words = { finding: seal(WORDS), statement: seal(WORDS), grounds: seal(WORDS), moon: WORDS };
      const amounts = { amountFen: 1, percent: 1, lossFen: 1 };
      const lists = { shares: [{ person: PERSON }], penalties: [{ person: PERSON, percent: 1 }] };
      return { type, data: { ...about, ...words, ...amounts, ...lists, because: 'absence', outcome: 'upheld' } };
    };
  await seedCase(api, penalised, no, { complainant: { name: '王小明' } }, [
    openTask({ id: 'main/judge/1/judge', role: 'complaintsDesk' }),
    ...[...CLOSED, UNDEFINED].map(closed),
  ]);
}, 120_000);
afterAll(() => api.stop());

const PARTS = ['', '/timeline', '/why', '/forecast', '/actions', '/documents/report', '/documents/register-form'];

/** Everything that a reader is shown of the case, wherever it is. */
async function shown(id: string): Promise<string> {
  const paths = [...PARTS.map((part) => `${V1}/complaints/${no}${part}`), `${V1}/tasks`, `${V1}/complaints`];
  const answers = await Promise.all(paths.map((path) => (who[id] as Http).get(path)));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  return answers.map(({ body }) => JSON.stringify(body)).join('\n');
}

test('who is not in the audience of an event is shown it nowhere, not even that it happened', async () => {
  const all = await shown('colleague');
  expect(all).toContain('main/judge/1/judge');
  expect(all).not.toContain(PERSON);
  expect(all).not.toContain(WORDS);
  for (const type of [...CLOSED, UNDEFINED]) expect(all).not.toContain(`"${type}"`);
});

test('asked for by its number, why it happened is not told either', async () => {
  for (let seq = 4; seq <= 4 + CLOSED.length; seq++) {
    const { status, body } = await who['colleague']!.get(`${V1}/complaints/${no}/why?seq=${seq}`);
    expect([status, (body as { items: unknown[] }).items]).toEqual([200, []]);
  }
});

test('auditors see them all, also what nothing defines', async () => {
  const { body } = await who['audit']!.get(`${V1}/complaints/${no}/timeline`);
  const types = (body as { items: { type: string }[] }).items.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining([...CLOSED, UNDEFINED]));
});
