import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createJournal } from '../../activities/append-events';
import { readMap } from '../../cli/import';
import { readRows } from '../../cli/read-rows';
import type { CaseEvent } from '../../domain/file/stored-event';
import { mapRow } from '../../domain/imports/import-map';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { addDays, instantAt, isoInstant, localDateOf } from '../../domain/time/local-time';
import { DASHBOARD_DIMENSIONS, DASHBOARD_FIGURES, dashboardOf } from '../../domain/reports/dashboard';
import type { Dashboard } from '../../domain/reports/dashboard';
import { FIGURE_NAMES } from '../../domain/reports/figures';
import type { FigureName } from '../../domain/reports/figures';
import { periodById } from '../../domain/reports/period';
import { eventOf } from '../../models/chain';
import { aNumber, testDatabase } from '../models/test-database';
import { allPolicies } from '../support/policies';
import { lifeOf } from './real-lives';
import { figuresFromEvents, standingFromEvents } from '../support/naive-figures';

const ROOT = join(__dirname, '..', '..');
/** Published complaints that are no part of the project: beside the checkout, or wherever the variable says. */
const DATA = process.env['REDRESS_REAL_DATA'] ?? join(ROOT, '..', 'shared', 'data');
const FILES = [
  { map: 'cfpb', file: 'cfpb_mixed_products.jsonl' },
  { map: 'comcast-fcc', file: 'telecom_comcast_fcc_2015.jsonl' },
  { map: 'government-board', file: 'gov_message_board_with_reply.jsonl' },
  { map: 'car-12365', file: 'car_complaints_12365auto.jsonl' },
];
/** Of each file of real complaints. `REDRESS_REAL_REPORTS=510`, two thousand in all, takes two minutes. */
const OF_EACH = Number(process.env['REDRESS_REAL_REPORTS'] ?? '40');
const AT_ONCE = 20;

const OF_PERSONS = [
  ...(['tasksInTimeShare', 'overdue', 'escalations', 'delaysExcused', 'heldResponsible'] as const),
  ...(['penalties', 'penaltyPercent', 'penaltiesWaived'] as const),
] as const satisfies readonly FigureName[];
const OF_SUPPLIERS = [
  'remedies',
  'costFen',
  'takenBack',
  'spentFen',
  'lossFen',
] as const satisfies readonly FigureName[];

const database = testDatabase();
const found = allPolicies().get('car-dealer')!;
const bundle: PolicyBundle = {
  ...found,
  reports: {
    all: {
      title: found.policy.title,
      every: 'month',
      to: ['generalManager'],
      sections: [
        { title: found.policy.title, figures: [...FIGURE_NAMES], by: 'category', where: {} },
        {
          title: found.policy.title,
          figures: [...OF_PERSONS],
          by: 'person',
          where: {},
        },
        { title: found.policy.title, figures: [...OF_SUPPLIERS], by: 'supplier', where: {} },
        { title: found.policy.title, figures: ['lossFen'], by: 'bearer', where: {} },
      ],
    },
  },
};
const ZONE = bundle.calendar.zone;
const FEBRUARY = periodById('month', '2026-02', ZONE)!;
const JANUARY = periodById('month', '2026-01', ZONE)!;
const startOf = (day: string): string => isoInstant(instantAt(day, 0, ZONE));
const LATER = '2026-12-01T00:00:00.000Z';

/** Real complaints; their texts are left out, since nothing is counted of them. */
function* realIntakes(): Generator<Record<string, unknown>> {
  for (const { map: id, file } of FILES) {
    const map = readMap(join(ROOT, 'imports', `${id}.yaml`));
    let taken = 0;
    for (const row of readRows(join(DATA, file), map).rows) {
      const mapped = 'values' in row ? mapRow(map, row.values) : undefined;
      if (mapped?.ok !== true) continue;
      yield {
        ...mapped.intake,
        complainant: {},
        text: 'left out',
        demand: {},
        respondent: { persons: [] },
        fields: {},
      };
      if (++taken === OF_EACH) break;
    }
  }
}

const whereThere = FILES.every(({ file }) => existsSync(join(DATA, file))) ? describe : describe.skip;

whereThere(`reports over ${OF_EACH} real complaints of each file`, () => {
  const numbers: string[] = [];
  /** As they are stored, which is all that the second reckoning sees. */
  const lives: CaseEvent[][] = [];

  beforeAll(async () => {
    database().bundles.put(bundle);
    const journal = createJournal(database());
    const events: CaseEvent[][] = [];
    for (const intake of realIntakes()) events.push(lifeOf(aNumber(), events.length, intake, bundle));
    // Some at once, as cases come.
    for (let i = 0; i < events.length; i += AT_ONCE) {
      const some = events.slice(i, i + AT_ONCE);
      await Promise.all(some.map((life) => journal.appendEvents({ no: life[0]!.no, head: '', events: life })));
    }
    numbers.push(...events.map((life) => life[0]!.no));
    for (const no of numbers) {
      const stored: CaseEvent[] = [];
      for await (const event of database().events.all(no)) stored.push(eventOf(event));
      lives.push(stored);
    }
  }, 1_200_000);

  test('every figure, of all and by category, is what a second reckoning makes of the events', async () => {
    expect(numbers).toHaveLength(FILES.length * OF_EACH);
    const { document } = await database().reports.write(bundle, 'all', FEBRUARY, LATER);
    const rows = document.sections[0]!.rows;
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const { value, figures, before } of rows) {
      const all = { category: value };
      expect([value, figures]).toEqual([value, figuresFromEvents(lives, FEBRUARY, all)]);
      expect([value, before]).toEqual([value, figuresFromEvents(lives, JANUARY, all)]);
    }
    const [all] = rows;
    for (const name of FIGURE_NAMES.filter((one) => !NOT_IN_THESE_LIVES.includes(one)))
      expect([name, (all!.figures[name] ?? 0) > 0]).toEqual([name, true]);
  });

  test('by person, by supplier and by who bears a loss, too', async () => {
    const { document } = (await database().reports.get('car-dealer', 'all', FEBRUARY.id))!;
    const [, persons, suppliers, bearers] = document.sections;
    expect(persons!.rows.length).toBeGreaterThan(5);
    for (const { value, figures } of persons!.rows.slice(1))
      expect([value, figures]).toEqual([
        value,
        pick(figuresFromEvents(lives, FEBRUARY, { person: value }), ...OF_PERSONS),
      ]);
    expect(suppliers!.rows.length).toBeGreaterThan(2);
    for (const { value, figures } of suppliers!.rows.slice(1))
      expect([value, figures]).toEqual([
        value,
        pick(figuresFromEvents(lives, FEBRUARY, { supplier: value }), ...OF_SUPPLIERS),
      ]);
    expect(bearers!.rows.length).toBe(4);
    for (const { value, figures } of bearers!.rows)
      expect([value, figures]).toEqual([value, pick(figuresFromEvents(lives, FEBRUARY, { bearer: value }), 'lossFen')]);
  });

  test('made anew from the events: the same report and the same counters', async () => {
    await database().counters.countAll();
    const live = await database().counters.all();
    for (const no of numbers) await database().register.renew(no);
    expect(await database().reports.write(bundle, 'all', FEBRUARY, LATER)).toMatchObject({
      isNew: false,
      isSame: true,
    });
    await database().counters.countAnew();
    expect(await database().counters.all()).toEqual(live);
  }, 1_200_000);

  describe('the dashboard', () => {
    const EARLIER = addDays(FEBRUARY.first, -28);
    const earlier = { from: startOf(EARLIER), to: FEBRUARY.from };
    const today = '2026-03-20';
    const now = '2026-03-20T01:30:00.000Z';
    let shown: Dashboard;

    beforeAll(async () => {
      await database().counters.countAll();
      const standing = await database().counters.ofNow(['car-dealer']);
      const days = await database().counters.ofDays(['car-dealer'], EARLIER, FEBRUARY.last, DASHBOARD_DIMENSIONS);
      shown = dashboardOf({ now, today, from: FEBRUARY.first, to: FEBRUARY.last, standing, days });
    });

    test('counts the same, of the month and of as many days before; its medians are at most 5 % off', () => {
      for (const [figures, period] of [
        [shown.figures, FEBRUARY],
        [shown.before, earlier],
      ] as const) {
        const expected = figuresFromEvents(lives, period, {});
        for (const name of DASHBOARD_FIGURES) {
          const isRead = /Median$|P90$/.test(name);
          if (isRead) expect(Math.abs(figures[name]! / expected[name]! - 1)).toBeLessThanOrEqual(0.05);
          else expect([name, figures[name]]).toEqual([name, expected[name]]);
        }
      }
    });

    test('day by day, and by category and cause', () => {
      expect(shown.trend).toHaveLength(28);
      for (const { day, received, resolved, closed } of shown.trend) {
        const period = { from: startOf(day), to: startOf(addDays(day, 1)) };
        expect([day, { received, resolved, closed }]).toEqual([
          day,
          pick(figuresFromEvents(lives, period, {}), 'received', 'resolved', 'closed'),
        ]);
      }
      expect(shown.categories.length).toBeGreaterThanOrEqual(4);
      for (const { category, received, before } of shown.categories)
        expect([category, received, before]).toEqual([
          category,
          ...[FEBRUARY, earlier].map((period) => figuresFromEvents(lives, period, { category }).received),
        ]);
      expect(shown.causes.map(({ cause }) => cause).sort()).toEqual(['part', 'staff']);
      for (const { cause, found: times, before } of shown.causes)
        expect([cause, times, before]).toEqual([
          cause,
          ...[FEBRUARY, earlier].map((period) => figuresFromEvents(lives, period, { cause }).causes),
        ]);
    });

    test('shows how cases stand: open by age, due and overdue, and who has how much to do', () => {
      const { open, tasks } = standingFromEvents(lives);
      expect(open.length).toBeGreaterThan(numbers.length / 40);
      expect(shown.open.total).toBe(open.length);
      const daysOld = ({ recordedAt }: { recordedAt: string }): number =>
        Math.round(
          (Date.parse(startOf(today)) - Date.parse(startOf(localDateOf(Date.parse(recordedAt), ZONE)))) / 86_400_000,
        );
      for (const { fromDays, toDays = Infinity, open: many } of shown.open.byAge)
        expect([fromDays, many]).toEqual([
          fromDays,
          open.filter((one) => daysOld(one) >= fromDays && daysOld(one) <= toDays).length,
        ]);
      // An hour that has begun is not overdue yet.
      const overdue = tasks.filter(({ dueAt }) => dueAt < '2026-03-20T01:00:00.000Z').length;
      expect(overdue).toBeGreaterThan(numbers.length / 200);
      expect(shown.due.overdue).toBe(overdue);
      expect(shown.due.overdue + shown.due.within24Hours + shown.due.later).toBe(tasks.length);
      expect(shown.load.length).toBeGreaterThan(1);
      expect(shown.load).toHaveLength(new Set(tasks.map(({ whose }) => whose)).size);
      for (const { person, role, open: many } of shown.load) {
        const whose = person ?? role;
        expect([whose, many]).toEqual([whose, tasks.filter((task) => task.whose === whose).length]);
      }
    });
  });
});

/** Only field service has these. */
const NOT_IN_THESE_LIVES: readonly FigureName[] = ['arrivedInTimeShare', 'passRate', 'merged', 'extensions'];

function pick<T extends object>(value: T, ...names: (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, value[name]])) as Partial<T>;
}
