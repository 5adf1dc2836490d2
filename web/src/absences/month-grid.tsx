import type { ReactNode } from 'react';
import { both } from '../words/both';
import { localInput } from '../words/format';
import { useSay } from '../words/language';
import { awayOn, monthBeside, weeksOf } from './month';
import type { AbsenceShown, Month } from './month';
import { W, WEEKDAYS } from './words';

/** A month with who is away on which day; the list beside it says the same with times. */
export function MonthGrid({
  month,
  absences,
  today,
  onMonth,
}: {
  month: Month;
  absences: readonly AbsenceShown[];
  /** The day that it is now (`2026-11-30`). */
  today: string;
  onMonth: (month: Month) => void;
}): ReactNode {
  const say = useSay();
  const [year, number] = month.split('-').map(Number);
  const title = say(both(`${year} 年 ${number} 月`, `${MONTHS_EN[(number ?? 1) - 1] ?? ''} ${year}`));
  return (
    <div className="month">
      <div className="month-head">
        <button type="button" className="plain-button" onClick={() => onMonth(monthBeside(month, -1))}>
          <span aria-hidden="true">‹ </span>
          {say(W.before)}
        </button>
        <h2 aria-live="polite">{title}</h2>
        <button type="button" className="plain-button" onClick={() => onMonth(monthBeside(month, 1))}>
          {say(W.after)}
          <span aria-hidden="true"> ›</span>
        </button>
      </div>
      <table className="month-grid" aria-label={`${say(W.calendar)} ${title}`}>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day.en} scope="col">
                {say(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, i) => (
            <tr key={i}>
              {week.map((day, j) =>
                day === undefined ? (
                  <td key={j} className="month-other" />
                ) : (
                  <td key={j} {...(day === today ? { 'aria-current': 'date' as const } : {})}>
                    <span className="month-day">{Number(day.slice(8))}</span>
                    <ul>
                      {awayOn(day, absences).map((one) => (
                        <li key={`${one.person} ${one.from}`}>{one.name}</li>
                      ))}
                    </ul>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MONTHS_EN = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** The day that it is in the policy's zone. */
export function todayOf(now: number): string {
  return localInput(new Date(now).toISOString()).slice(0, 10);
}
