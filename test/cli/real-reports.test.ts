import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createJournal } from '../../activities/append-events';
import { readMap } from '../../cli/import';
import { readRows } from '../../cli/read-rows';
import type { CaseEvent } from '../../domain/events';
import { mapRow } from '../../domain/import-map';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { FIGURE_NAMES } from '../../domain/reports/figures';
import type { FigureName } from '../../domain/reports/figures';
import { periodById } from '../../domain/reports/period';
import { tallyOfCounts } from '../../domain/reports/tally';
import { eventOf } from '../../models/chain';
import { aNumber, testDatabase } from '../models/test-database';
import { allPolicies } from '../support/policies';
import { lifeOf } from './real-lives';
import { figuresFromEvents } from './naive-figures';

const ROOT = join(__dirname, '..', '..');
/** Published complaints that are no part of the project: beside the checkout, or wherever the variable says. */
const DATA = process.env['REDRESS_REAL_DATA'] ?? join(ROOT, '..', 'shared', 'data');
const FILES = [
  { map: 'cfpb', file: 'cfpb_mixed_products.jsonl' },
  { map: 'comcast-fcc', file: 'telecom_comcast_fcc_2015.jsonl' },
  { map: 'government-board', file: 'gov_message_board_with_reply.jsonl' },
  { map: 'car-12365', file: 'car_complaints_12365auto.jsonl' },
];
const OF_EACH = 510;
const AT_ONCE = 20;

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
          figures: ['tasksInTimeShare', 'heldResponsible', 'penalties'],
          by: 'person',
          where: {},
        },
        { title: found.policy.title, figures: ['remedies', 'costFen', 'takenBack'], by: 'supplier', where: {} },
      ],
    },
  },
};
const ZONE = bundle.calendar.zone;
const FEBRUARY = periodById('month', '2026-02', ZONE)!;
const JANUARY = periodById('month', '2026-01', ZONE)!;
const LATER = '2026-12-01T00:00:00.000Z';

/** Real complaints; their texts are left out, since nothing is counted of them. */
async function* realIntakes(): AsyncGenerator<Record<string, unknown>> {
  for (const { map: id, file } of FILES) {
    const map = readMap(join(ROOT, 'imports', `${id}.yaml`));
    let taken = 0;
    for await (const { row } of readRows(join(DATA, file), map.format)) {
      const mapped = row === undefined ? undefined : mapRow(map, row);
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

whereThere('reports over two thousand real complaints', () => {
  const numbers: string[] = [];
  /** As they are stored, which is all that the second reckoning sees. */
  const lives: CaseEvent[][] = [];

  beforeAll(async () => {
    database().bundles.put(bundle);
    const journal = createJournal(database());
    const events: CaseEvent[][] = [];
    for await (const intake of realIntakes()) events.push(lifeOf(aNumber(), events.length, intake, bundle));
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
    expect(numbers.length).toBeGreaterThanOrEqual(2_000);
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

  test('by person and by supplier, too', async () => {
    const { document } = (await database().reports.get('car-dealer', 'all', FEBRUARY.id))!;
    const [, persons, suppliers] = document.sections;
    expect(persons!.rows.length).toBeGreaterThan(5);
    for (const { value, figures } of persons!.rows.slice(1))
      expect([value, figures]).toEqual([
        value,
        pick(figuresFromEvents(lives, FEBRUARY, { person: value }), 'tasksInTimeShare', 'heldResponsible', 'penalties'),
      ]);
    expect(suppliers!.rows.length).toBeGreaterThan(2);
    for (const { value, figures } of suppliers!.rows.slice(1))
      expect([value, figures]).toEqual([
        value,
        pick(figuresFromEvents(lives, FEBRUARY, { supplier: value }), 'remedies', 'costFen', 'takenBack'),
      ]);
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

  test('the dashboard’s counters of the month count the same, and its medians are at most 5 % off', async () => {
    await database().counters.countAll();
    const days = await database().counters.ofDays(['car-dealer'], FEBRUARY.first, FEBRUARY.last, ['']);
    const tally = tallyOfCounts(days.map(({ counts }) => counts));
    const figures = figuresFromEvents(lives, FEBRUARY, {});
    expect(tally.count('received')).toBe(figures.received);
    expect(tally.sum('remedied') - tally.sum('takenBack')).toBe(figures.costFen);
    for (const [what, q, name] of [
      ['answered', 0.5, 'answeredMedian'],
      ['resolved', 0.9, 'resolvedP90'],
    ] as const)
      expect(Math.abs(tally.quantile(what, q)! / figures[name]! - 1)).toBeLessThanOrEqual(0.05);
  });
});

/** Only field service and first contact have these. */
const NOT_IN_THESE_LIVES: readonly FigureName[] = [
  'firstContactShare',
  'arrivedInTimeShare',
  'passRate',
  'penaltiesWaived',
];

function pick<T extends object>(value: T, ...names: (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, value[name]])) as Partial<T>;
}
