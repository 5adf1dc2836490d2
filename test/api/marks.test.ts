import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { DASHBOARD_FIGURES } from '../../domain/reports/dashboard';
import { FIGURES, FIGURE_NAMES, marksBehind } from '../../domain/reports/figures';
import type { Mark } from '../../domain/reports/mark';
import { TallyOfMarks } from '../../domain/reports/tally';
import { shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const HQ = { id: 'hq', title: { zh: '总部', en: 'Headquarters' }, kind: 'headquarters' as const };
const store = (id: string) => ({ id, title: { zh: id, en: id }, kind: 'store' as const, within: 'hq' });

const refund = (costFen: number, key = 'k1'): NewEvent => ({
  type: 'RemedyExecuted',
  data: { key, kind: 'refund', costFen },
});
const overdue = (id: string): NewEvent[] => [
  openTask({ id, role: 'receptionist', dueAt: '2026-09-20T02:00:00.000Z' }),
  { type: 'TaskOverdue', data: { task: id } },
  { type: 'TaskDone', data: { task: id }, by: { id: 'rui', roles: ['receptionist'], departments: [] } },
];
const answered: NewEvent[] = [
  { type: 'CallbackRecorded', data: { reached: true, satisfied: true } },
  { type: 'CaseResolved', data: { end: 'solved' } },
];

const MINUTE_MS = 60_000;

let api: RunningApi;
let bundle: PolicyBundle;
let chief: Http;
let east: Http;
let desk: Http;
let n = 0;
/** The number of the case that was seeded last is the greatest. */
const number = (): string => formatComplaintNumber('2026-09-29', Buffer.alloc(8, ++n));

beforeAll(async () => {
  api = await startApi();
  bundle = shippedPolicies().find(({ policy }) => policy.id === 'supermarket')!;
  await api.models.policies.publish(bundle, { by: 'test' });
  for (const place of [HQ, store('east'), store('west')]) await api.models.places.upsert(place);
  await api.enter(
    member('zhou', { roles: ['storeManager'], places: ['hq'] }),
    member('gao', { roles: ['storeManager'], places: ['east'] }),
    member('rui', { roles: ['receptionist'], places: ['east'] }),
  );
  [chief, east, desk] = (await Promise.all(['zhou', 'gao', 'rui'].map(api.signedIn))) as [Http, Http, Http];
  api.clock.now = new Date('2026-09-30T02:00:00.000Z');
  const [inEast, inWest] = [
    ['hq', 'east'],
    ['hq', 'west'],
  ];
  const at = '2026-09-20T03:00:00.000Z';
  const seed = (category: string, events: NewEvent[], when = at, places: string[] | undefined = inEast) =>
    seedCase(api, bundle, number(), { category }, events, when, places);
  await seed('quality', [refund(2_500), refund(700, 'k2'), ...answered]);
  await seed('quality', [
    ...overdue('a/b/1/c'),
    ...overdue('a/b/2/c'),
    refund(900),
    { type: 'RemedyUndone', data: { key: 'k1', kind: 'refund', costFen: 900 } },
  ]);
  await seed('price', [...overdue('a/b/1/c'), ...answered], at, inWest);
  await seed('service', answered, at, undefined);
  const open = (id: string, dueAt?: string) =>
    openTask({ id, role: 'receptionist', ...(dueAt === undefined ? {} : { dueAt }) });
  await seed('quality', [
    open('a/b/1/c', '2026-09-30T01:59:00.000Z'),
    open('a/b/2/c', '2026-10-01T02:30:00.000Z'),
    open('a/b/3/c', '2026-10-01T03:00:00.000Z'),
    open('a/b/4/c'),
  ]);
  // The first minute that counts, and the last before it.
  await seed('price', [refund(100)], '2026-08-31T16:00:00.000Z');
  await seed('price', [refund(100)], '2026-08-31T15:59:59.999Z');
  await api.models.counters.countAll();
}, 90_000);
afterAll(() => api.stop());

const MARKS = '/api/v1/dashboard/marks';

async function all(who: Http, query: string): Promise<(Mark & { no: string })[]> {
  const found: (Mark & { no: string })[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { status, body } = await who.get(`${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect([query, status]).toEqual([query, 200]);
    found.push(...(body.items as (Mark & { no: string })[]));
    cursor = body.next as string | undefined;
  }
  return found;
}

test.each(DASHBOARD_FIGURES)(
  'the dashboard’s figure %s is what the marks behind it make, for whoever looks',
  async (name) => {
    for (const who of [chief, east])
      for (const before of [false, true]) {
        const { body } = await who.get('/api/v1/dashboard?days=30');
        const tally = new TallyOfMarks();
        const marks = await all(who, `${MARKS}?figure=${name}&days=30&perPage=2${before ? '&before=true' : ''}`);
        for (const mark of marks)
          tally.add({ ...mark, ...(mark.value === undefined ? {} : { value: Math.abs(mark.value) }) });
        const figure = (before ? body.before : body.figures) as Record<string, number | null>;
        const made = FIGURES[name].of(tally) ?? null;
        if (FIGURES[name].unit === 'duration' && made !== null)
          // Durations of a dashboard are as fine as the buckets of its histogram, the first of which is a minute.
          expect(Math.abs(figure[name]! - made)).toBeLessThanOrEqual(made * 0.06 + MINUTE_MS);
        else expect([before, figure[name]]).toEqual([before, made]);
      }
  },
);

test('every figure is made of some kind of mark', () => {
  for (const name of FIGURE_NAMES) expect([name, marksBehind(name).length]).not.toEqual([name, 0]);
});

test('a page ends and the next begins within a case that left many marks', async () => {
  const one = await all(chief, `${MARKS}?figure=overdue&perPage=1`);
  const whole = await all(chief, `${MARKS}?figure=overdue&perPage=100`);
  expect(one).toEqual(whole);
  expect(whole).toHaveLength(3);
  expect(new Set(whole.map(({ no }) => no)).size).toBe(2);
});

test('bars lead to what they count: a category, a cause, this very place', async () => {
  const { body } = await chief.get('/api/v1/dashboard');
  for (const { category, received } of body.categories as { category: string; received: number }[])
    expect(await all(chief, `${MARKS}?figure=received&category=${category}`)).toHaveLength(received);
  for (const { place, received } of body.places as { place: string; received: number }[])
    expect(await all(chief, `${MARKS}?figure=received&at=${place}`)).toHaveLength(received);
  expect(body.places).toHaveLength(2);
});

test('whoever manages some places sees the cases of those, and of no other', async () => {
  const [ours, theirs] = await Promise.all([
    all(east, `${MARKS}?figure=received`),
    all(chief, `${MARKS}?figure=received`),
  ]);
  expect([ours.length, theirs.length]).toEqual([5, 6]);
  expect(await east.get(`${MARKS}?figure=received&at=west`)).toMatchObject({
    status: 403,
    body: { code: 'WrongPlace' },
  });
  expect(await desk.get(`${MARKS}?figure=received`)).toMatchObject({ status: 403, body: { code: 'RoleMissing' } });
});

test('how things stand leads to exactly as many complaints and tasks', async () => {
  for (const who of [chief, east]) {
    const { body } = await who.get('/api/v1/dashboard');
    const policies = (body.policies as string[]).map((id) => `policy=${id}`).join('&');
    const counted = async (path: string) => (await who.get(path)).body.total as number;
    expect(await counted(`/api/v1/complaints?status=open&${policies}`)).toBe(body.open.total);
    for (const { recordedFrom, recordedTo, open } of body.open.byAge as {
      recordedFrom?: string;
      recordedTo: string;
      open: number;
    }[]) {
      const from = recordedFrom === undefined ? '' : `&recordedFrom=${recordedFrom}`;
      expect(await counted(`/api/v1/complaints?status=open&${policies}&recordedTo=${recordedTo}${from}`)).toBe(open);
    }
    const tasks = `/api/v1/tasks?all=true&hearings=false&${policies}`;
    const { overdue: late, within24Hours, later, overdueBefore, laterFrom } = body.due;
    expect(await counted(`${tasks}&dueBefore=${overdueBefore}`)).toBe(late);
    expect(await counted(`${tasks}&dueFrom=${overdueBefore}&dueBefore=${laterFrom}`)).toBe(within24Hours);
    expect(await counted(`${tasks}&dueFrom=${laterFrom}`)).toBe(later);
  }
});

describe('behind a report', () => {
  const RETURNS = '/api/v1/reports/supermarket.returns/2026-09';

  test('each figure of each row is what its marks make', async () => {
    api.clock.now = new Date('2026-10-02T02:00:00.000Z');
    await chief.post(RETURNS, {});
    const { body } = await chief.get(RETURNS);
    let looked = 0;
    for (const [section, { columns, rows }] of (
      body.sections as {
        columns: { name: keyof typeof FIGURES }[];
        rows: { value?: string; figures: Record<string, number | null>; before: Record<string, number | null> }[];
      }[]
    ).entries())
      for (const row of rows)
        for (const { name } of columns)
          for (const [when, figures] of [['', row.figures] as const, ['&before=true', row.before] as const]) {
            const value = row.value === undefined ? '' : `&value=${encodeURIComponent(row.value)}`;
            const tally = new TallyOfMarks();
            for (const mark of await all(chief, `${RETURNS}/marks?section=${section}&figure=${name}${value}${when}`))
              tally.add({ ...mark, ...(mark.value === undefined ? {} : { value: Math.abs(mark.value) }) });
            expect([section, row.value, name, when, FIGURES[name].of(tally) ?? null]).toEqual([
              section,
              row.value,
              name,
              when,
              figures[name],
            ]);
            looked++;
          }
    expect(looked).toBeGreaterThan(40);
  });

  test('a figure or a row that the section has not is named', async () => {
    for (const query of ['section=0&figure=received', 'section=9&figure=received'])
      expect(await chief.get(`${RETURNS}/marks?${query}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field: '?section' }] },
      });
    expect(await desk.get(`${RETURNS}/marks?section=0&figure=remedies`)).toMatchObject({ status: 403 });
  });
});
