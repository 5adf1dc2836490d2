import { describeDuration, isoDuration } from './duration';
import type { LocalDate } from './local-time';
import { localDateOf, localText, parseInstant } from './local-time';
import type { Bilingual, Language } from '../values/text';
import type { TimeLimit } from './time-limit';
import { describeTimeLimit } from './time-limit';

/** A stretch of time that counted. Instants are ISO, UTC. */
export interface CountedInterval {
  from: string;
  to: string;
  countedMs: number;
  /** So many stretches of office hours are summed up here, since the list would be too long. */
  stretches?: number;
}

/** A day off, or several in a row. */
export interface SkippedDays {
  date: LocalDate;
  /** Last of several days in a row. */
  until?: LocalDate;
  /** Off by the week, by the holiday list, or the day on which a limit in calendar days begins. */
  reason: 'restDay' | 'holiday' | 'firstDay';
  title?: Bilingual;
}

/** Why a deadline is when it is: plain facts, kept with the task, to be read without the calendar at hand. */
export interface DeadlineExplanation {
  /** ISO instants, UTC. */
  from: string;
  dueAt: string;
  within: TimeLimit;
  calendar: { id: string; version: string; title: Bilingual; knownFrom?: LocalDate; knownUntil?: LocalDate };
  /** IANA zone in which days and office hours were counted. */
  zone: string;
  /** Time counted, in order, at most 60; the last one sums up the rest. */
  intervals: CountedInterval[];
  /** Days not counted, in order, at most 60. */
  skipped: SkippedDays[];
  /** Entries left out of `skipped`. */
  skippedMore?: number;
  /** Days counted although the week has them off. */
  makeUpDays: { date: LocalDate; title: Bilingual }[];
  /** Days were counted whose public holidays were not known yet (or no longer): they went by the ordinary week. */
  beyondKnown?: true;
}

/** An explanation in words, a line each for the limit, what counted and what didn't; times are local to its zone. */
export function explainDeadline(explanation: DeadlineExplanation, lang: Language): string {
  const words = WORDS[lang];
  const { zone, calendar, intervals, skipped, skippedMore, makeUpDays } = explanation;
  const local = (iso: string): string => localText(parseInstant(iso), zone);
  const days = skipped.map((day) => words.skipped[day.reason](words.range(day.date, day.until), day.title?.[lang]));
  if (skippedMore !== undefined) days.push(words.more(skippedMore));

  return [
    words.limit(local(explanation.from), describeTimeLimit(explanation.within, lang), local(explanation.dueAt)),
    words.calendar(calendar.title[lang], calendar.id, calendar.version, zone),
    ...intervals.map(({ from, to, countedMs, stretches }) => {
      const sameDay = localDateOf(parseInstant(from), zone) === localDateOf(parseInstant(to), zone);
      const end = sameDay ? local(to).slice(11) : local(to);
      return words.counted(`${local(from)} – ${end}`, describeDuration(isoDuration(countedMs), lang), stretches);
    }),
    ...(days.length > 0 ? [words.notCounted(days)] : []),
    ...(makeUpDays.length > 0
      ? [words.makeUp(makeUpDays.map(({ date, title }) => ({ date, title: title[lang] })))]
      : []),
    ...(explanation.beyondKnown ? [words.beyondKnown(calendar.knownFrom, calendar.knownUntil)] : []),
  ].join('\n');
}

interface Words {
  limit: (from: string, limit: string, dueAt: string) => string;
  calendar: (title: string, id: string, version: string, zone: string) => string;
  counted: (span: string, length: string, stretches?: number) => string;
  range: (date: LocalDate, until?: LocalDate) => string;
  skipped: Record<SkippedDays['reason'], (dates: string, title?: string) => string>;
  more: (count: number) => string;
  notCounted: (days: string[]) => string;
  makeUp: (days: { date: LocalDate; title: string }[]) => string;
  beyondKnown: (from?: LocalDate, until?: LocalDate) => string;
}

const WORDS: Record<Language, Words> = {
  zh: {
    limit: (from, limit, dueAt) => `自 ${from} 起，限${limit}，${dueAt} 到期。`,
    calendar: (title, id, version, zone) => `日历：${title}（${id}，版本 ${version}），时区 ${zone}。`,
    counted: (span, length, stretches) =>
      `计入：${span}，${stretches === undefined ? '' : `${stretches} 段合计`}${length}。`,
    range: (date, until) => (until === undefined ? date : `${date} 至 ${until}`),
    skipped: {
      restDay: (dates) => `${dates} 休息日`,
      holiday: (dates, title) => `${dates} ${title ?? ''}放假`,
      firstDay: (dates) => `${dates} 起算当日`,
    },
    more: (count) => `另有 ${count} 处`,
    notCounted: (days) => `不计：${days.join('；')}。`,
    makeUp: (days) => `调休上班：${days.map(({ date, title }) => `${date}（${title}）`).join('；')}。`,
    beyondKnown: (from = '', until = '') => `注意：节假日安排只涵盖 ${from} 至 ${until}，此外的日子按平常工作周计算。`,
  },
  en: {
    limit: (from, limit, dueAt) => `From ${from}, limit ${limit}: due ${dueAt}.`,
    calendar: (title, id, version, zone) => `Calendar: ${title} (${id}, version ${version}), time zone ${zone}.`,
    counted: (span, length, stretches) =>
      `Counted: ${span}, ${length}${stretches === undefined ? '' : ` in ${stretches} stretches`}.`,
    range: (date, until) => (until === undefined ? date : `${date} to ${until}`),
    skipped: {
      restDay: (dates) => `${dates} weekly rest day`,
      holiday: (dates, title) => `${dates} ${title ?? 'holiday'}`,
      firstDay: (dates) => `${dates} first day`,
    },
    more: (count) => `${count} more`,
    notCounted: (days) => `Not counted: ${days.join('; ')}.`,
    makeUp: (days) => `Make-up working days: ${days.map(({ date, title }) => `${date} (${title})`).join('; ')}.`,
    beyondKnown: (from = '', until = '') =>
      `Note: the public holiday list covers ${from} to ${until}; outside it, days count as in an ordinary week.`,
  },
};
