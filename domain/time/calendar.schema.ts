import { z } from 'zod';

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const version = z.string().min(1).max(40);
const zone = z.string().refine(isTimeZone, 'not an IANA time zone');

/** One stretch of office hours by the clock on the wall, `09:00` to `12:00`; `24:00` ends the day. */
const openingSchema = z.strictObject({
  from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time like 09:00'),
  to: z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time like 18:00, at the latest 24:00'),
});
export type Opening = z.output<typeof openingSchema>;

/** The openings of a day, in order. Hours past midnight are written as two days: each day has its own status. */
const openingsSchema = z
  .array(openingSchema)
  .refine((openings) => openings.every(({ from, to }) => from < to), 'an opening ends before it begins')
  .refine(
    (openings) => openings.every(({ from }, i) => i === 0 || (openings[i - 1]?.to ?? '') < from),
    'openings overlap, touch or are out of order',
  );

const closed = openingsSchema.default([]);
/** Office hours of an ordinary week. A weekday left out is a day of rest. */
const weekSchema = z
  .strictObject({ mon: closed, tue: closed, wed: closed, thu: closed, fri: closed, sat: closed, sun: closed })
  .refine((week) => Object.values(week).some((openings) => openings.length > 0), 'never open');

const titledDay = { date: z.iso.date(), title: bilingual };
const onceEach = (days: { date: string }[]): boolean => new Set(days.map(({ date }) => date)).size === days.length;

/**
 * When an organisation works: everything that counting working time needs, with nothing left to look up. Part of a
 * case's policy bundle, so that a later holiday list never moves a deadline already promised.
 */
export const workCalendarSchema = z
  .strictObject({
    id: name,
    /** Version of the file and of the holiday list used, so that an explanation can be checked years later. */
    version,
    title: bilingual,
    /** IANA name; every date and time of day in the calendar is meant there. */
    zone,
    hours: weekSchema,
    /** Days off that fall out of the week. */
    holidays: z.array(z.strictObject(titledDay)),
    /** Days worked although the week has them off (调休上班); without hours of their own they have Monday's. */
    makeUpDays: z.array(z.strictObject({ ...titledDay, hours: openingsSchema.optional() })),
    /** First and last day for which holidays were known. Absent: the calendar observes no public holidays. */
    knownFrom: z.iso.date().optional(),
    knownUntil: z.iso.date().optional(),
  })
  .refine(({ holidays, makeUpDays }) => onceEach([...holidays, ...makeUpDays]), 'a day is listed twice');
export type WorkCalendar = z.output<typeof workCalendarSchema>;

/** A file in `policies/calendars`: the organisation's own hours and days, public holidays by reference. */
export const calendarFileSchema = z.strictObject({
  id: name,
  version,
  title: bilingual,
  zone,
  hours: weekSchema,
  /** Id of the list of public holidays to observe (`holidays/<id>.yaml`). Left out: open on public holidays. */
  holidays: name.optional(),
  /** Days unlike their weekday and the list, over which they win: closed if `hours` is empty, else open then. */
  ownDays: z
    .array(z.strictObject({ ...titledDay, hours: openingsSchema }))
    .refine(onceEach, 'a day is listed twice')
    .default([]),
});
export type CalendarFile = z.output<typeof calendarFileSchema>;

/** A file in `policies/calendars/holidays`: what a government announced, with where and when it did. */
export const holidayListSchema = z
  .strictObject({
    id: name,
    version,
    title: bilingual,
    sources: z
      .array(z.strictObject({ year: z.int(), title: z.string(), number: z.string(), date: z.iso.date() }))
      .min(1),
    knownFrom: z.iso.date(),
    knownUntil: z.iso.date(),
    /** Days off, weekends within them included; both ends count. */
    holidays: z.array(
      z
        .strictObject({ from: z.iso.date(), to: z.iso.date(), title: bilingual })
        .refine(({ from, to }) => from <= to, 'ends before it begins'),
    ),
    makeUpDays: z.array(z.strictObject(titledDay)),
  })
  .refine(({ knownFrom, knownUntil }) => knownFrom <= knownUntil, 'known until before it is known from')
  .refine(
    ({ knownFrom, knownUntil, holidays, makeUpDays }) =>
      holidays.every(({ from, to }) => knownFrom <= from && to <= knownUntil) &&
      makeUpDays.every(({ date }) => knownFrom <= date && date <= knownUntil),
    'a day lies outside the time for which the list is known',
  );
export type HolidayList = z.output<typeof holidayListSchema>;

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // Offsets such as +08:00 pass there too, but they know no change of the clocks.
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}
