import { randomBytes } from 'node:crypto';
import { asProblem } from '../../api/as-problem';
import { masked } from '../../api/case/gist';
import { samplePlaces } from '../../cli/sample-staff';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import { TooBroad } from '../../models/limits';
import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Answered, Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const number = (): string => formatComplaintNumber('2026-09-30', randomBytes(8));
const LIST = '/api/v1/complaints';
const TASKS = '/api/v1/tasks';
const EAST = ['hq', 'store-east'];
const WEST = ['hq', 'store-west'];

let api: RunningApi;
let as: Record<'east' | 'west' | 'hq' | 'gao' | 'nobody', Http>;
const [open, late, solved, closed, hidden] = Array.from({ length: 5 }, number) as [
  string,
  string,
  string,
  string,
  string,
];

const at = (day: number): string => `2026-09-${String(day).padStart(2, '0')}T01:00:00.000Z`;
const found = (causeCode: string): NewEvent => ({
  type: 'FindingsSubmitted',
  data: { cause: 'sealed elsewhere', causeCode, persons: ['gao'] },
});
const judge = (name: string, dueAt?: string) =>
  openTask({ id: `main/judge/1/${name}`, role: 'receptionist', ...(dueAt === undefined ? {} : { dueAt }) });

beforeAll(async () => {
  api = await startApi();
  const supermarket = allPolicies().get('supermarket')!;
  await api.models.policies.publish(supermarket, { by: 'test' });
  for (const place of samplePlaces()) await api.models.places.upsert(place);
  const roles = ['storeManager', 'receptionist'];
  await api.enter(
    member('east', { roles, departments: ['frontDesk'], places: ['store-east'] }),
    member('west', { roles, departments: ['frontDesk'], places: ['store-west'] }),
    member('hq', { roles: ['operationsVicePresident', 'generalManager'], places: ['hq'] }),
    member('gao', { roles: ['receptionist'], departments: ['frontDesk'], places: ['store-east'] }),
    member('nobody', { roles: [] }),
  );
  const ids = ['east', 'west', 'hq', 'gao', 'nobody'];
  as = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await api.signedIn(id)]))) as typeof as;
  api.clock.now = new Date('2026-10-02T02:00:00.000Z');
  const seed = (no: string, day: number, places: string[], further: NewEvent[]): Promise<unknown> =>
    seedCase(
      api,
      supermarket,
      no,
      { category: 'price', complainant: { name: '欧阳明' }, text: '多收了两元，要求退还差价' },
      further,
      at(day),
      places,
    );
  await seed(open, 20, EAST, [judge('later', '2026-10-09T01:00:00.000Z'), judge('never')]);
  await seed(late, 21, EAST, [judge('due', '2026-10-01T01:00:00.000Z')]);
  await seed(solved, 22, EAST, [found('label'), { type: 'CaseResolved', data: { end: 'solved' } }]);
  const end: NewEvent[] = [
    { type: 'CaseResolved', data: { end: 'unfounded' } },
    { type: 'CaseClosed', data: {} },
  ];
  await seed(closed, 23, EAST, end);
  await seed(hidden, 24, WEST, [judge('due', '2026-10-01T02:00:00.000Z'), found('till')]);
}, 120_000);
afterAll(() => api.stop());

const numbersIn = ({ body }: Answered): string[] => (body.items as { no: string }[]).map(({ no }) => no);
const listed = async (query: string, who = as.east): Promise<string[]> => numbersIn(await who.get(`${LIST}?${query}`));

async function allPages(who: Http, path: string): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const answer = await who.get(`${path}&perPage=1${cursor}`);
    seen.push(...numbersIn(answer));
    if (answer.body.next === undefined) return seen;
    cursor = `&cursor=${answer.body.next as string}`;
  }
}

describe('pages', () => {
  test.each(['no', 'recordedAt', 'dueAt', 'updatedAt', 'severity', 'resolvedAt', 'closedAt'])(
    'by %s, up and down: each complaint once, as in one piece',
    async (sort) => {
      for (const order of ['asc', 'desc']) {
        const query = `sort=${sort}&order=${order}`;
        expect(await allPages(as.hq, `${LIST}?${query}`)).toEqual(await listed(query, as.hq));
      }
      expect((await listed(`sort=${sort}&order=asc`, as.hq)).reverse()).toEqual(await listed(`sort=${sort}`, as.hq));
    },
  );

  test('what comes and changes while one pages is neither seen twice nor in the way', async () => {
    const first = await as.hq.get(`${LIST}?sort=recordedAt&order=asc&perPage=2`);
    expect(numbersIn(first)).toEqual([open, late]);
    await api.models.register.renew(open);
    const rest = await as.hq.get(`${LIST}?sort=recordedAt&order=asc&perPage=9&cursor=${first.body.next as string}`);
    expect(numbersIn(rest)).toEqual([solved, closed, hidden]);
  });

  test('a cursor is good for its own list, filters and order alone', async () => {
    const { body } = await as.east.get(`${LIST}?status=open&perPage=1`);
    const next = body.next as string;
    expect((await as.east.get(`${LIST}?status=open&perPage=7&cursor=${next}`)).status).toBe(200);
    for (const query of [
      `${LIST}?cursor=${next}`,
      `${LIST}?status=open&sort=dueAt&cursor=${next}`,
      `${TASKS}?cursor=${next}`,
      `${LIST}?status=open&cursor=${next}x`,
      `${LIST}?status=open&cursor=${next.slice(0, -3)}`,
      `${LIST}?status=open&cursor=${Buffer.from('["2026-09-20T01:00:00.000Z","C"]').toString('base64url')}`,
      `${LIST}?status=open&cursor=%00`,
    ]) {
      const refused = await as.east.get(query);
      expect([query, refused.status, fieldsOf(refused)[0]?.field]).toEqual([query, 400, '?cursor']);
    }
  });
});

describe('filters of the register', () => {
  test.each<[string, () => string[]]>([
    ['overdue=true', () => [late]],
    ['overdue=false&status=open', () => [open]],
    ['end=solved', () => [solved]],
    ['end=solved&end=unfounded', () => [closed, solved]],
    ['cause=label', () => [solved]],
    ['cause=till', () => []],
    ['resolvedFrom=2026-09-22T01:00:00Z&resolvedTo=2026-09-23T01:00:00Z', () => [solved]],
    ['closedFrom=2026-09-23T01:00:00Z', () => [closed]],
    ['closedTo=2026-09-23T01:00:00Z', () => []],
    ['status=open&category=price', () => [late, open]],
    ['place=store-west', () => []],
  ])('%s', async (query, expected) => {
    const { body } = await as.east.get(`${LIST}?${query}`);
    expect((body.items as { no: string }[]).map(({ no }) => no)).toEqual(expected());
    expect([body.total, body.totalIs]).toEqual([expected().length, 'exact']);
  });

  test('a file has exactly what the filters find where its reader may look, in the order asked for', async () => {
    const { status, headers, body } = await as.east.get(`${LIST}?status=open&sort=recordedAt&order=asc&format=csv`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')]);
    const lines = (body as string)
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(lines.map(([no]) => no?.replace('\uFEFF', ''))).toEqual(['no', open, late]);
    expect(lines[1]).toContain('hq/store-east');
    expect(body).not.toMatch(/欧阳|多收|sealed/);
  });

  test('what one may not see shows in no total, no order and no file', async () => {
    for (const query of [
      '',
      'cause=till',
      'overdue=true',
      'place=store-west',
      'sort=dueAt',
      `text=${hidden}`,
      'text=多收',
    ]) {
      const { body } = await as.east.get(`${LIST}?${query}`);
      expect(numbersIn({ body } as Answered)).not.toContain(hidden);
      expect(body.total).toBe((body.items as unknown[]).length);
    }
    expect((await as.east.get(`${LIST}?format=csv`)).body).not.toContain(hidden);
  });

  test('whom a complaint is about finds it by no words, however it came to be about them', async () => {
    expect(await listed('text=多收', as.gao)).toEqual([closed, late, open]);
    expect((await as.gao.get(`${LIST}?text=多收`)).body.total).toBe(3);
    expect((await as.gao.get(`${LIST}?text=多收&format=csv`)).body).not.toContain(solved);
    expect(await listed('text=多收', as.east)).toContain(solved);
  });
});

describe('filters of tasks', () => {
  const ids = async (query: string, who = as.east) =>
    ((await who.get(`${TASKS}?${query}`)).body.items as { no: string; id: string }[]).map(
      ({ no, id }) => `${no} ${id.split('/')[3] ?? ''}`,
    );

  test('by action, kind, role, assignee, what is late and words', async () => {
    expect(await ids('')).toEqual([`${late} due`, `${open} later`, `${open} never`]);
    expect(await ids('overdue=true')).toEqual([`${late} due`]);
    expect(await ids('overdue=false')).toEqual([`${open} later`, `${open} never`]);
    expect(await ids('action=judge&role=receptionist&kind=complaint')).toHaveLength(3);
    expect(await ids('action=approve')).toEqual([]);
    expect(await ids('kind=incident')).toEqual([]);
    expect(await ids('assignee=east')).toEqual([]);
    expect(await ids('text=差价')).toHaveLength(3);
    expect(await ids('text=没有这样的词')).toEqual([]);
  });

  test('page by page they are the same, also where one case has tasks early and late', async () => {
    expect(await allPages(as.east, `${TASKS}?policy=supermarket`)).toEqual([late, open, open]);
    expect(await allPages(as.hq, `${TASKS}?all=true`)).toEqual([late, hidden, open, open]);
  });

  test('who holds no role finds nothing out by words or place', async () => {
    for (const query of ['text=差价', 'place=store-east'])
      expect((await as.nobody.get(`${TASKS}?${query}`)).body).toMatchObject({ status: 403, code: 'RoleMissing' });
    expect((await as.nobody.get(TASKS)).body).toMatchObject({ items: [], total: 0 });
  });

  test('whoever has a task at another place by name finds it by no word of its complaint, and is told no gist', async () => {
    const no = number();
    const named = openTask({ id: 'main/x/1/named', role: 'foreman', assignee: 'east', byName: true });
    const seed = { category: 'price', complainant: { name: '李四' }, text: '独有的字眼' };
    await seedCase(api, allPolicies().get('supermarket')!, no, seed, [named], at(25), WEST);
    expect(await ids('assignee=east')).toEqual([`${no} named`]);
    expect(await ids('text=独有的字眼')).toEqual([]);
    const { body } = await as.east.get(`${TASKS}?assignee=east&with=gist`);
    expect(body.items[0]).not.toHaveProperty('gist');
  });

  test('a gist says what it is about, masked, and that it was read is noted', async () => {
    await api.models.accessRecord.flush();
    const { body } = await as.east.get(`${TASKS}?overdue=true&with=gist`);
    expect(body.items[0].gist).toEqual({ seq: 3, customer: '欧**', text: '多收了两元，要求退还差价' });
    await api.models.accessRecord.flush();
    const { items } = await api.models.accessRecord.list({ account: 'east', kinds: ['opened'] }, { limit: 5 });
    expect(items[0]).toMatchObject({ no: late, opened: 2 });
    const { body: his } = await as.gao.get(`${TASKS}?with=gist&overdue=true`);
    expect(his.items[0].gist.customer).toBe('欧**');
  });

  test('counts are those of the lists', async () => {
    const { body } = await as.west.get(`${TASKS}/counts`);
    const one = (total: number) => ({ total, totalIs: 'exact' });
    expect(body).toEqual({
      ...{ mine: one(0), departments: one(1), approvals: one(0), promises: one(0), overdue: one(1), standingIn: [] },
    });
  });

  test('and of whomever one stands in for', async () => {
    await api.enter(
      member('east', {
        ...{ roles: ['storeManager', 'receptionist'], departments: ['frontDesk'], places: ['store-east'] },
        absences: [{ from: '2026-10-01T00:00:00.000Z', to: '2026-10-05T00:00:00.000Z', substitute: 'west' }],
      }),
    );
    const { body } = await as.west.get(`${TASKS}/counts`);
    const { body: theirs } = await as.west.get(TASKS, { 'X-Acting-For': 'east' });
    expect(body.standingIn).toEqual([{ person: 'east', total: theirs.total, totalIs: 'exact' }]);
    expect(theirs.total).toBeGreaterThan(2);
    expect((await as.west.get(`${TASKS}/counts`, { 'X-Acting-For': 'east' })).body.standingIn).toEqual([]);
  });
});

test('what takes the database too long is told as too broad, with the way out, and is no outage', () => {
  const problem = asProblem(new TooBroad('too long'));
  expect(problem).toMatchObject({ code: 'TooBroad', status: 422 });
  expect(problem.details.wayOut?.en).toContain('Narrow it');
});

test.each([
  ['王小明', '王**'],
  ['O', 'O'],
  ['Oliver Marsh', 'O***'],
])('%s is masked as %s', (name, shown) => expect(masked(name)).toBe(shown));
