import type { Language } from '../values/text';

/** A length of time in ISO 8601 as policies write it: `P1D`, `PT2H30M`, `P2W`. See {@link parseDuration}. */
export type IsoDuration = string;

/** A duration by its parts, as written: 90 minutes stay 90 minutes. */
export interface Duration {
  weeks: number;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** A century. Whatever is longer is a slip of the pen, and dates would run out of four-digit years. */
const LONGEST_MS = 36_525 * DAY_MS;

const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const YEARS_OR_MONTHS = /^P[^T]*\d[YM]/;

/**
 * Reads weeks, days, hours, minutes and seconds, in whole numbers.
 * @throws RangeError, with a message for the author of the policy, for years and months (their length depends on
 * where they begin), fractions, signs, an empty duration, or more than a century.
 */
export function parseDuration(iso: IsoDuration): Duration {
  if (YEARS_OR_MONTHS.test(iso)) {
    throw new RangeError(`"${iso}": years and months have no fixed length; write days or weeks`);
  }
  const parts: (string | undefined)[] | undefined = PATTERN.exec(iso)?.slice(1);
  if (parts?.some((part) => part !== undefined) !== true) {
    throw new RangeError(`"${iso}" is no duration like P1D, PT2H30M or P2W (whole numbers only)`);
  }
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const duration = { weeks, days, hours, minutes, seconds };
  if (totalMs(duration) > LONGEST_MS) throw new RangeError(`"${iso}" is longer than a century`);
  return duration;
}

/**
 * Length in milliseconds by the clock, a day being 24 hours. For dates on a calendar use `computeDeadline`: there a day
 * may have 23 or 25 hours, and working time is something else altogether.
 */
export function durationMs(iso: IsoDuration): number {
  return totalMs(parseDuration(iso));
}

/** The shortest duration text of a number of milliseconds, in days and less; parts of a second are dropped. */
export function isoDuration(ms: number): IsoDuration {
  const { days, hours, minutes, seconds } = partsOf(ms);
  const time = [write(hours, 'H'), write(minutes, 'M'), write(seconds, 'S')].join('');
  const date = write(days, 'D');
  return date + time === '' ? 'PT0S' : `P${date}${time && `T${time}`}`;
}

/** A duration in words: `1天2小时30分钟`, `1 day 2 hours 30 minutes`; zero is `立即`, `at once`. */
export function describeDuration(iso: IsoDuration, lang: Language): string {
  const duration = parseDuration(iso);
  const words = UNITS.filter(({ part }) => duration[part] > 0).map(({ part, zh, en }) => {
    const count = duration[part];
    return lang === 'zh' ? `${count}${zh}` : `${count} ${en}${count === 1 ? '' : 's'}`;
  });
  if (words.length === 0) return lang === 'zh' ? '立即' : 'at once';
  return words.join(lang === 'zh' ? '' : ' ');
}

const UNITS: readonly { part: keyof Duration; zh: string; en: string }[] = [
  { part: 'weeks', zh: '周', en: 'week' },
  { part: 'days', zh: '天', en: 'day' },
  { part: 'hours', zh: '小时', en: 'hour' },
  { part: 'minutes', zh: '分钟', en: 'minute' },
  { part: 'seconds', zh: '秒', en: 'second' },
];

function totalMs({ weeks, days, hours, minutes, seconds }: Duration): number {
  return weeks * WEEK_MS + days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS;
}

function partsOf(ms: number): Omit<Duration, 'weeks'> {
  if (!(ms >= 0 && ms <= LONGEST_MS)) throw new RangeError(`No duration of ${ms} ms`);
  return {
    days: Math.floor(ms / DAY_MS),
    hours: Math.floor(ms / HOUR_MS) % 24,
    minutes: Math.floor(ms / MINUTE_MS) % 60,
    seconds: Math.floor(ms / SECOND_MS) % 60,
  };
}

function write(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}
