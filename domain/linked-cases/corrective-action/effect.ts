import { addDays, localDateOf, parseInstant } from '../../time/local-time';
import type { LocalDate } from '../../time/local-time';
import type { Counter } from '../../reports/contribution';

/** Days by the calendar of the policy, both included. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** What was counted on some days. */
export interface Figures extends Days {
  /** Complaints received in the category and what lies within it. */
  received: number;
  /** Of all categories of the policy, to tell a better measure from a quiet month. */
  receivedInAll: number;
  /** Judged founded in the category, on these days. */
  founded: number;
}

/** As many days before the action was opened as after it was verified. */
export interface Effect {
  days: number;
  before: Figures;
  after: Figures;
  /** By how much complaints of the category a day have changed, in whole percent; absent where there were none before. */
  changePercent?: number;
}

/**
 * The days to compare: those from the verification to the day before `at`, all of which have ended, and as many before
 * the opening. At least one.
 */
export function daysToCompare(
  instants: { openedAt: string; verifiedAt: string; at: string },
  zone: string,
): { days: number; before: Days; after: Days } {
  const dayOf = (instant: string): LocalDate => localDateOf(parseInstant(instant), zone);
  const [opened, verified, now] = [dayOf(instants.openedAt), dayOf(instants.verifiedAt), dayOf(instants.at)];
  const days = Math.max(1, Math.round((Date.parse(now) - Date.parse(verified)) / 86_400_000));
  return {
    days,
    before: { from: addDays(opened, -days), to: addDays(opened, -1) },
    after: { from: verified, to: addDays(verified, days - 1) },
  };
}

/** Both sides have equally many days, so that rates compare as counts do. */
export function effectOf(days: number, before: Figures, after: Figures): Effect {
  const change = before.received === 0 ? undefined : Math.round((after.received / before.received - 1) * 100);
  return { days, before, after, ...(change === undefined ? {} : { changePercent: change }) };
}

/** What the counters of these days say of some categories, or without any of all. */
export function figuresOf(
  { from, to }: Days,
  counters: readonly Counter[],
  of: readonly string[] | undefined,
): Figures {
  const sum = (what: string, categories: readonly string[] | undefined): number =>
    counters
      .filter(({ day = '' }) => from <= day && day <= to)
      .filter(({ dimension, value }) =>
        categories === undefined ? dimension === '' : dimension === 'category' && categories.includes(value),
      )
      .reduce((total, { counts }) => total + (counts[what] ?? 0), 0);
  return {
    ...{ from, to },
    received: sum('received', of),
    receivedInAll: sum('received', undefined),
    founded: sum('founded', of),
  };
}
