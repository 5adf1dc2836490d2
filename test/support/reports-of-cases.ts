import type { PolicyBundle } from '../../domain/policy/bundle';
import type { FigureName } from '../../domain/reports/figures';
import { FIGURE_NAMES } from '../../domain/reports/figures';
import { localDateOf, parseInstant } from '../../domain/time/local-time';
import { periodBefore, periodOf } from '../../domain/reports/period';
import { reportOf } from '../../domain/reports/report';
import { fold } from '../../models/case-states';
import type { Told } from './many-cases';
import { figuresFromEvents } from './naive-figures';

/** Counted of field service alone, of which the second reckoning knows nothing. */
const OF_VISITS: readonly FigureName[] = ['arrivedInTimeShare', 'passRate'];
const COMPARED = FIGURE_NAMES.filter((name) => !OF_VISITS.includes(name));

/**
 * Makes the report of each month in which something happened, of all and by category, and reckons every figure a second
 * time from the events alone.
 * @returns how many figures agree, and those that don't, in words
 */
export function compareReports(told: readonly Told[], bundle: PolicyBundle): { agree: number; differ: string[] } {
  const { zone } = bundle.calendar;
  const lives = told.map(({ events }) => events);
  const marks = told.flatMap(({ no, events }) =>
    (fold(no, undefined, events)?.marks ?? []).map((mark) => ({ ...mark, no })),
  );
  const months = new Set(lives.flat().map(({ at }) => localDateOf(parseInstant(at), zone).slice(0, 7)));
  const definition = {
    title: bundle.policy.title,
    every: 'month' as const,
    to: [],
    sections: [{ title: bundle.policy.title, figures: COMPARED, by: 'category' as const, where: {} }],
  };
  let agree = 0;
  const differ: string[] = [];
  for (const month of [...months].sort()) {
    const period = periodOf('month', `${month}-01`, zone);
    const before = periodBefore(period, zone);
    const { sections } = reportOf({ bundle, report: 'all', definition, period, before, marks });
    for (const { value, figures } of sections[0]?.rows ?? []) {
      const again = figuresFromEvents(lives, period, { category: value });
      for (const name of COMPARED)
        if (Object.is(figures[name], again[name])) agree++;
        else
          differ.push(`${month} ${value ?? 'all'} ${name}: ${figures[name] ?? 'none'}, again ${again[name] ?? 'none'}`);
    }
  }
  return { agree, differ };
}
