import type { CalendarFile, HolidayList, Opening, WorkCalendar } from './calendar.schema';
import type { LocalDate } from './local-time';
import { addDays, weekdayOf } from './local-time';
import type { Bilingual } from '../values/text';

/** What a date is in a calendar, and why. */
export interface CalendarDay {
  date: LocalDate;
  /** A `restDay` is off by the week, a `holiday` by a list; a `makeUpDay` is worked by a list. */
  kind: 'workday' | 'makeUpDay' | 'holiday' | 'restDay';
  /** The holiday's name, also of a make-up day. */
  title?: Bilingual;
  /** Office hours of the day, in order; none on a day off. */
  hours: Opening[];
}

/**
 * Puts a calendar together from its own file and the list of public holidays it refers to. The organisation's own days
 * win over the list.
 * @throws RangeError if the list is not the one referred to, or a day is in it both as a holiday and as a make-up day.
 */
export function resolveCalendar(file: CalendarFile, list?: HolidayList): WorkCalendar {
  if (file.holidays !== list?.id) {
    throw new RangeError(
      `Calendar ${file.id} observes "${file.holidays ?? 'no list'}", not "${list?.id ?? 'no list'}"`,
    );
  }
  const own = new Set(file.ownDays.map(({ date }) => date));
  const notOwn = ({ date }: { date: LocalDate }): boolean => !own.has(date);
  const listed = (list?.holidays ?? []).flatMap(({ from, to, title }) =>
    datesBetween(from, to).map((date) => ({ date, title })),
  );
  const makeUpDays = list?.makeUpDays ?? [];
  const dates = [...listed, ...makeUpDays].map(({ date }) => date);
  const twice = dates.find((date, i) => dates.indexOf(date) !== i);
  if (twice !== undefined) throw new RangeError(`Holiday list ${list?.id ?? ''} has ${twice} twice`);

  return {
    id: file.id,
    version: list ? `${file.version}+${list.id}-${list.version}` : file.version,
    title: file.title,
    zone: file.zone,
    hours: file.hours,
    holidays: [
      ...listed.filter(notOwn),
      ...file.ownDays.filter(({ hours }) => hours.length === 0).map(({ date, title }) => ({ date, title })),
    ],
    makeUpDays: [...makeUpDays.filter(notOwn), ...file.ownDays.filter(({ hours }) => hours.length > 0)],
    ...(list && { knownFrom: list.knownFrom, knownUntil: list.knownUntil }),
  };
}

/** What a date is in the calendar: make-up days and holidays by the lists, everything else by the week. */
export function calendarDay(calendar: WorkCalendar, date: LocalDate): CalendarDay {
  const makeUp = calendar.makeUpDays.find((day) => day.date === date);
  if (makeUp) return { date, kind: 'makeUpDay', title: makeUp.title, hours: makeUp.hours ?? calendar.hours.mon };
  const holiday = calendar.holidays.find((day) => day.date === date);
  if (holiday) return { date, kind: 'holiday', title: holiday.title, hours: [] };
  const hours = calendar.hours[weekdayOf(date)];
  return { date, kind: hours.length > 0 ? 'workday' : 'restDay', hours };
}

/** Office hours of a date, by the clock on the wall of the calendar's zone; none on a day off. */
export function officeHoursOf(calendar: WorkCalendar, date: LocalDate): Opening[] {
  return calendarDay(calendar, date).hours;
}

/** Whether the public holidays of a date were known when the calendar was made, or don't matter to it. */
export function holidaysKnownOn({ knownFrom, knownUntil }: WorkCalendar, date: LocalDate): boolean {
  return (knownFrom ?? date) <= date && date <= (knownUntil ?? date);
}

function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}
