import { bucketOf } from './histogram';
import type { Dimension, Mark, MarkName } from './mark';
import type { Counts } from './tally';

/**
 * What a case adds to counters, by counter and name. Counters of days: `day|2026-11-22|category|quality`, and
 * `day|2026-11-22||` for all; of how things stand: `now|stage|judge`. Those of cases that belong to a place are kept apart
 * from those that belong to none: for all places together (`@*|day|…`), and for each, as far as a dashboard shows it
 * (`@store-east|day|…`).
 */
export type Contribution = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A counter as it is kept: of a day (`category` = `quality` on the 22nd), or of how things stand (`stage` = `judge`). */
export interface Counter {
  policy: string;
  /** Id of the place that its cases belong to, or `ALL_PLACES`; absent for cases that belong to none. */
  place?: string;
  /** Absent for how things stand now. */
  day?: string;
  /** `category`, `stage` …; empty for a day as a whole. */
  dimension: string;
  value: string;
  counts: Counts;
}

/** A case as it stands, as the names of the counters in which it counts; a name twice counts twice. */
export type Standing = readonly string[];

/** What of a case as the register has it says where it stands. */
export interface Standpoint {
  /** The last is the place that the case belongs to. */
  places?: readonly string[];
  status: string;
  stage?: string;
  department?: string;
  recordedAt?: string;
  tasks: readonly { role: string; assignee?: string; dueAt?: string; heard?: true }[];
}

/**
 * Where an open case stands and since which day it is open; and as long as it isn't closed, whose open tasks are due in
 * which hour (of UTC: `due|2026-11-22T09`).
 */
export function standingOf(one: Standpoint, dayOf: (instant: string) => string): Standing {
  const open = [
    `stage|${one.stage ?? ''}`,
    `since|${one.recordedAt === undefined ? '' : dayOf(one.recordedAt)}`,
    `department|${one.department ?? ''}`,
  ];
  const tasks = one.status === 'closed' ? [] : one.tasks.flatMap(standingOfTask);
  const names = [...(one.status === 'open' ? open : []), ...tasks];
  return scopesOf(one.places?.at(-1))
    .flatMap((scope) => names.map((name) => `${scope}${name}`))
    .sort();
}

/** What stands before the names of counters in which a case of this place counts. */
function scopesOf(place: string | undefined): string[] {
  return place === undefined ? [''] : [`@${ALL_PLACES}|`, `@${place}|`];
}

/** The place of counters of all cases that belong to some place. */
export const ALL_PLACES = '*';

/** To be heard is nobody's load, and who is heard is nobody's business. */
function standingOfTask({ role, assignee, dueAt, heard }: Standpoint['tasks'][number]): string[] {
  if (heard === true) return [];
  return [
    assignee === undefined ? `role|${role}` : `person|${assignee}`,
    ...(dueAt === undefined ? [] : [`due|${hourOf(dueAt)}`]),
  ];
}

/** Open tasks that belong to no case, as counters of how things stand; the same one may come several times. */
export function countersOfTasks(tasks: readonly (Standpoint['tasks'][number] & { policy: string })[]): Counter[] {
  return tasks.flatMap(({ policy, ...task }) =>
    standingOfTask(task).map((name) => {
      const [dimension = '', ...value] = name.split('|');
      return { policy, dimension, value: value.join('|'), counts: { open: 1 } };
    }),
  );
}

/** The hour of UTC in which an instant lies, `2026-11-22T09`. */
export function hourOf(instant: string): string {
  return new Date(instant).toISOString().slice(0, 13);
}

/** What these marks and this standing add, the marks to the day on which they were made. */
export function contributionOf(
  marks: readonly Mark[],
  standing: Standing,
  dayOf: (instant: string) => string,
): Contribution {
  const sum: Record<string, Record<string, number>> = {};
  const add = (counter: string, name: string, n: number): void => {
    const counts = (sum[counter] ??= {});
    counts[name] = (counts[name] ?? 0) + n;
  };
  for (const mark of marks) {
    const day = dayOf(mark.at);
    const about = READ_OF_DAYS.flatMap(([dimension, what]) => {
      const value = mark[dimension];
      return value === undefined || !what.includes(mark.what) ? [] : [`day|${day}|${dimension}|${value}`];
    });
    for (const scope of scopesOf(mark.place)) {
      const whole = `${scope}day|${day}||`;
      add(whole, mark.what, 1);
      for (const counter of about) add(`${scope}${counter}`, mark.what, 1);
      if (mark.value === undefined) continue;
      add(whole, `${mark.what}_sum`, mark.value);
      if (WITH_HISTOGRAM.includes(mark.what)) add(whole, `${mark.what}_h${bucketOf(mark.value)}`, 1);
    }
  }
  for (const counter of standing) add(counter.replace(/^(@[^|]*\|)?/, '$1now|'), 'open', 1);
  return sum;
}

/**
 * What is read of the days by a dimension, by dashboards and by the effect of corrective actions; everything else is read
 * of days as a whole.
 */
const READ_OF_DAYS: readonly (readonly [Dimension, readonly MarkName[]])[] = [
  ['category', ['received', 'founded', 'unfounded']],
  ['topCategory', ['received']],
  ['cause', ['caused']],
];

/** The marks whose medians people ask for. */
const WITH_HISTOGRAM: readonly string[] = [
  'acknowledged',
  'answered',
  'resolved',
  'firstResolved',
  'finallyResolved',
  'closed',
];

/** Contributions added up, or with `sign` -1 taken away; what comes to nothing is left out. */
export function combined(parts: readonly { sign: 1 | -1; contribution: Contribution }[]): Contribution {
  const sum: Record<string, Record<string, number>> = {};
  for (const { sign, contribution } of parts)
    for (const [counter, counts] of Object.entries(contribution))
      for (const [name, n] of Object.entries(counts)) {
        const total = (sum[counter] ??= {});
        total[name] = (total[name] ?? 0) + sign * n;
        if (total[name] === 0) Reflect.deleteProperty(total, name);
      }
  return Object.fromEntries(Object.entries(sum).filter(([, counts]) => Object.keys(counts).length > 0));
}

/** Counters of several places added up: one for each policy, day and value. */
export function withoutPlaces(counters: readonly Counter[]): Counter[] {
  const sums = new Map<string, Counter>();
  for (const { place: _place, ...counter } of counters) {
    const { policy, day, dimension, value, counts } = counter;
    const key = JSON.stringify([policy, day, dimension, value]);
    const known = sums.get(key);
    const parts = [known?.counts ?? {}, counts].map((sum) => ({ sign: 1 as const, contribution: { sum } }));
    sums.set(key, known === undefined ? counter : { ...counter, counts: combined(parts)['sum'] ?? {} });
  }
  return [...sums.values()];
}
