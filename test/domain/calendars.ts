import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { resolveCalendar } from '../../domain/time/calendar';
import type { Opening, WorkCalendar } from '../../domain/time/calendar.schema';
import { calendarFileSchema, holidayListSchema } from '../../domain/time/calendar.schema';
import { addDays, timeOfDay } from '../../domain/time/local-time';

export const calendarFolder = path.join(__dirname, '../../policies/calendars');

const read = (file: string): unknown => parse(readFileSync(path.join(calendarFolder, file), 'utf8'));

export const chinaHolidays = holidayListSchema.parse(read('holidays/china.yaml'));
export const chinaOfficeFile = calendarFileSchema.parse(read('china-office.yaml'));
export const chinaOffice = resolveCalendar(chinaOfficeFile, chinaHolidays);
export const chinaRetail = resolveCalendar(calendarFileSchema.parse(read('china-retail.yaml')));

/** China, Europe, half-hour changes, changes at midnight, a zone that skipped a whole day, no changes at all. */
export const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'UTC',
];

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Instants of 2024 to 2026, and of the winter in which Apia lost a day, to the second. */
export const instants = fc
  .oneof(
    fc.integer({ min: Date.UTC(2024, 0) / 1000, max: Date.UTC(2026, 11) / 1000 }),
    fc.integer({ min: Date.UTC(2011, 11) / 1000, max: Date.UTC(2012, 0, 15) / 1000 }),
  )
  .map((seconds) => seconds * 1000);

/** Whether the clock on the wall has shown this reading once before (it was put back within the last three hours). */
export function shownTwice(instant: number, zone: string): boolean {
  return [30, 60].some((m) => timeOfDay(instant - m * MINUTE, zone) === timeOfDay(instant, zone));
}

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const openings: fc.Arbitrary<Opening[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
  .map((minutes) => minutes.sort((a, b) => a - b))
  .map((minutes) =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, i) => ({
      from: time(minutes[2 * i]!),
      to: time(minutes[2 * i + 1]!),
    })),
  );
const maybeClosed = fc.oneof({ weight: 1, arbitrary: fc.constant<Opening[]>([]) }, { weight: 4, arbitrary: openings });
const title = { zh: '节日', en: 'Feast' };

const anyCalendar: fc.Arbitrary<WorkCalendar> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    week: fc.record({
      mon: openings,
      tue: maybeClosed,
      wed: maybeClosed,
      thu: maybeClosed,
      fri: maybeClosed,
      sat: maybeClosed,
      sun: maybeClosed,
    }),
    days: fc.uniqueArray(fc.record({ day: fc.integer({ min: 0, max: 1_100 }), off: fc.boolean() }), {
      selector: ({ day }) => day,
      maxLength: 40,
    }),
  })
  .map(({ zone, week, days }) => {
    const dated = days.map(({ day, off }) => ({ date: addDays('2024-01-01', day), off }));
    return {
      id: 'any',
      version: '1',
      title: { zh: '任意', en: 'Any' },
      zone,
      hours: week,
      holidays: dated.filter(({ off }) => off).map(({ date }) => ({ date, title })),
      makeUpDays: dated.filter(({ off }) => !off).map(({ date }) => ({ date, title })),
    };
  });

/** Any calendar: odd hours on every weekday, lunch breaks at night, holidays and make-up days anywhere in those years. */
// A failing property would look for the smallest calendar that fails for minutes.
export const calendars = fc.limitShrink(anyCalendar, 300);
