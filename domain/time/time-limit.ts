import type { IsoDuration } from './duration';
import { describeDuration, isoDuration, parseDuration } from './duration';
import type { Language } from '../values/text';

/**
 * How the time of a limit runs:
 * - `clock`: without a break, night and holidays included; a day ends at the same local time of the next day.
 * - `working`: in office hours and on working days only.
 * - `calendarDays`: whole days, holidays included; the day it begins is not counted, the last one counts to its end.
 * - `month`: to the end of the calendar month in which it begins, and so many days more.
 */
export type Counting = 'clock' | 'working' | 'calendarDays' | 'month';

/** A time limit as a policy states it. */
export interface TimeLimit {
  duration: IsoDuration;
  counting: Counting;
}

/** A limit ready for counting: first the days, of the kind its counting says, then the rest in milliseconds. */
export interface ParsedTimeLimit {
  days: number;
  restMs: number;
}

/**
 * Reads a limit and checks that its duration can be counted that way. No dependency, so the policy's schema may use it.
 * @throws RangeError, with a message for the author of the policy, if the duration is none (see `parseDuration`), if
 * working time is given in weeks (five days or seven?), or if calendar days are given with hours.
 */
export function parseTimeLimit({ duration, counting }: TimeLimit): ParsedTimeLimit {
  const { weeks, days, hours, minutes, seconds } = parseDuration(duration);
  const restMs = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  if (counting === 'working' && weeks > 0) {
    throw new RangeError(`"${duration}": a week of working time is ambiguous; write working days, such as P5D`);
  }
  if ((counting === 'calendarDays' || counting === 'month') && restMs > 0) {
    throw new RangeError(`"${duration}": calendar days end with the day; hours need another counting`);
  }
  return { days: weeks * 7 + days, restMs };
}

/** A limit in words: `1个工作日`, `2 hours of working time`, `30 calendar days, excluding the first`. */
export function describeTimeLimit(limit: TimeLimit, lang: Language): string {
  const { days, restMs } = parseTimeLimit(limit);
  if (limit.counting === 'clock' || (limit.counting !== 'month' && days + restMs === 0))
    return describeDuration(limit.duration, lang);
  if (limit.counting === 'calendarDays') {
    return lang === 'zh' ? `${days}个自然日（当日不计）` : `${counted(days, 'calendar day')}, excluding the first`;
  }
  if (limit.counting === 'month') {
    const end = lang === 'zh' ? '当月底' : 'the end of the month';
    if (days === 0) return end;
    return lang === 'zh' ? `${end}后${days}天` : `${counted(days, 'day')} after ${end}`;
  }
  const rest = describeDuration(isoDuration(restMs), lang);
  const words = [
    ...(days > 0 ? [lang === 'zh' ? `${days}个工作日` : counted(days, 'working day')] : []),
    ...(restMs > 0 ? [lang === 'zh' ? `${rest}工作时间` : `${rest} of working time`] : []),
  ];
  return words.join(lang === 'zh' ? '又' : ' and ');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
