import { addDays } from '../time/local-time';
import type { Counter } from './contribution';
import { hourOf, withoutPlaces } from './contribution';
import { figuresOf } from './figures';
import type { FigureName } from './figures';
import { tallyOfCounts } from './tally';
import type { Tally } from './tally';

/** Days that open cases may be old; the last band has no end. */
const AGES = [{ from: 0, to: 1 }, { from: 2, to: 7 }, { from: 8, to: 30 }, { from: 31 }] as const;
const HOUR_MS = 3_600_000;
const MOST_CAUSES = 10;

export const DASHBOARD_FIGURES = [
  ...(['received', 'resolved', 'reopened', 'escalations', 'overdue', 'foundedShare', 'onTimeShare'] as const),
  ...(['tasksInTimeShare', 'answeredMedian', 'answeredP90', 'resolvedMedian', 'resolvedP90'] as const),
  ...(['satisfaction', 'firstContactShare', 'promisesKeptShare', 'costFen', 'penalties'] as const),
] as const satisfies readonly FigureName[];

/** What the counters say. Durations are as fine as the histogram's buckets (5 %), due times as hours. */
export interface Dashboard {
  open: {
    total: number;
    byStage: { policy: string; stage: string; open: number }[];
    byAge: { fromDays: number; toDays?: number; open: number }[];
    byDepartment: { policy: string; department: string; open: number }[];
  };
  /** Open tasks with a time limit. An hour that has begun is not overdue yet. */
  due: { overdue: number; within24Hours: number; later: number };
  /** Open tasks by who has them, and those that nobody has yet by role; the most first. */
  load: { person?: string; role?: string; open: number }[];
  /** Day by day. */
  trend: { day: string; received: number; resolved: number; closed: number }[];
  figures: Partial<Record<FigureName, number | null>>;
  /** The same of as many days before. */
  before: Partial<Record<FigureName, number | null>>;
  /** What people complain about most, with the days before. */
  categories: { policy: string; category: string; received: number; before: number }[];
  /** The same by top category, of policies with categories within others: what lies within is counted there as well. */
  topCategories: { policy: string; category: string; received: number; before: number }[];
  causes: { policy: string; cause: string; found: number; before: number }[];
}

/** The dimensions of days that a dashboard reads, beside days as a whole. */
export const DASHBOARD_DIMENSIONS = ['', 'category', 'topCategory', 'cause'] as const;

/**
 * A dashboard from counters. Pure.
 *
 * @param input.days counters of both stretches of days, `from` to `to` and as many before
 */
export function dashboardOf(input: {
  now: string;
  today: string;
  from: string;
  to: string;
  standing: readonly Counter[];
  days: readonly Counter[];
}): Dashboard {
  const { now, today, from, to } = input;
  const standing = withoutPlaces(input.standing);
  const [current, earlier] = [true, false].map((isCurrent) =>
    withoutPlaces(input.days).filter(({ day = '' }) => day >= from === isCurrent),
  ) as [Counter[], Counter[]];
  const wholeDays = (counters: readonly Counter[]): Counter[] => counters.filter(({ dimension }) => dimension === '');
  const tally = (counters: readonly Counter[]): Tally => tallyOfCounts(wholeDays(counters).map(({ counts }) => counts));
  return {
    open: {
      total: sum(of(standing, 'stage')),
      byStage: of(standing, 'stage').map(({ policy, value, counts }) => ({
        policy,
        stage: value,
        open: openIn(counts),
      })),
      byAge: AGES.map((age) => {
        const last = 'to' in age ? addDays(today, -age.to) : '';
        const since = of(standing, 'since').filter(({ value }) => value <= addDays(today, -age.from) && value >= last);
        return { fromDays: age.from, ...('to' in age ? { toDays: age.to } : {}), open: sum(since) };
      }),
      byDepartment: of(standing, 'department')
        .filter(({ value }) => value !== '')
        .map(({ policy, value, counts }) => ({ policy, department: value, open: openIn(counts) })),
    },
    due: dueAt(of(standing, 'due'), now),
    load: loadOf(standing),
    trend: daysFrom(from, to).map((day) => {
      const ofDay = tally(current.filter((counter) => counter.day === day));
      const [received, resolved, closed] = [ofDay.count('received'), ofDay.count('resolved'), ofDay.count('closed')];
      return { day, received, resolved, closed };
    }),
    figures: figuresOf(DASHBOARD_FIGURES, tally(current)),
    before: figuresOf(DASHBOARD_FIGURES, tally(earlier)),
    categories: receivedBy('category', current, earlier),
    topCategories: receivedBy('topCategory', current, earlier),
    causes: ranked('cause', 'caused', current, earlier).map(({ policy, value, n, before }) => ({
      ...{ policy, cause: value, found: n, before },
    })),
  };
}

function dueAt(counters: readonly Counter[], now: string): Dashboard['due'] {
  const hour = hourOf(now);
  const soon = hourOf(new Date(Date.parse(now) + 24 * HOUR_MS).toISOString());
  return {
    overdue: sum(counters.filter(({ value }) => value < hour)),
    within24Hours: sum(counters.filter(({ value }) => value >= hour && value <= soon)),
    later: sum(counters.filter(({ value }) => value > soon)),
  };
}

/** How each place stands, from counters of places; the most received first. What belongs to no place is left out. */
export function byPlace(input: {
  from: string;
  standing: readonly Counter[];
  days: readonly Counter[];
}): { place: string; open: number; received: number; before: number }[] {
  const rows = new Map<string, { place: string; open: number; received: number; before: number }>();
  const rowOf = (place: string) => {
    const row = rows.get(place) ?? { place, open: 0, received: 0, before: 0 };
    rows.set(place, row);
    return row;
  };
  for (const { place, counts } of of(input.standing, 'stage'))
    if (place !== undefined) rowOf(place).open += openIn(counts);
  for (const { place, day = '', counts } of of(input.days, ''))
    if (place !== undefined) rowOf(place)[day >= input.from ? 'received' : 'before'] += counts['received'] ?? 0;
  return [...rows.values()].sort((a, b) => b.received - a.received || a.place.localeCompare(b.place, 'en'));
}

/** A person's tasks count together whatever policy they are of. */
function loadOf(standing: readonly Counter[]): Dashboard['load'] {
  return (['person', 'role'] as const)
    .flatMap((dimension) => {
      const sums = new Map<string, number>();
      for (const { value, counts } of of(standing, dimension)) sums.set(value, (sums.get(value) ?? 0) + openIn(counts));
      return [...sums].map(([value, open]) => ({ [dimension]: value, open }));
    })
    .sort((a, b) => b.open - a.open);
}

function receivedBy(
  dimension: 'category' | 'topCategory',
  current: readonly Counter[],
  earlier: readonly Counter[],
): Dashboard['categories'] {
  return ranked(dimension, 'received', current, earlier).map(({ policy, value, n, before }) => ({
    ...{ policy, category: value, received: n, before },
  }));
}

function ranked(
  dimension: string,
  name: string,
  current: readonly Counter[],
  earlier: readonly Counter[],
): { policy: string; value: string; n: number; before: number }[] {
  const all = new Map<string, { policy: string; value: string; n: number; before: number }>();
  const add = (counters: readonly Counter[], place: 'n' | 'before'): void => {
    for (const { policy, value, counts } of of(counters, dimension)) {
      const row = all.get(`${policy}|${value}`) ?? { policy, value, n: 0, before: 0 };
      row[place] += counts[name] ?? 0;
      all.set(`${policy}|${value}`, row);
    }
  };
  add(current, 'n');
  add(earlier, 'before');
  return [...all.values()]
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n)
    .slice(0, MOST_CAUSES);
}

function of(counters: readonly Counter[], dimension: string): Counter[] {
  return counters.filter((counter) => counter.dimension === dimension);
}

function openIn(counts: Counter['counts']): number {
  return counts['open'] ?? 0;
}

function sum(counters: readonly Counter[]): number {
  return counters.reduce((total, { counts }) => total + openIn(counts), 0);
}

/** Each day from one to another, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
