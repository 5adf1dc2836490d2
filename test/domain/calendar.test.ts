import { calendarDay, holidaysKnownOn, officeHoursOf, resolveCalendar } from '../../domain/time/calendar';
import { calendarFileSchema, holidayListSchema, workCalendarSchema } from '../../domain/time/calendar.schema';
import { chinaHolidays, chinaOffice, chinaOfficeFile, chinaRetail } from './calendars';

const title = { zh: '店庆', en: 'Anniversary' };
const file = (change: object): object => ({ ...chinaOfficeFile, ...change });
const hours = (mon: unknown): object => file({ hours: { mon } });

describe('resolveCalendar', () => {
  test('names the version of the file and of the list', () => {
    expect(chinaOffice.version).toBe('1+china-2026');
    expect(chinaRetail.version).toBe('1');
  });

  test('gives a calendar that its own schema takes', () => {
    expect(workCalendarSchema.parse(chinaOffice)).toEqual(chinaOffice);
    expect(workCalendarSchema.parse(JSON.parse(JSON.stringify(chinaRetail)))).toEqual(chinaRetail);
  });

  test("lets the organisation's own days win over the list", () => {
    const own = resolveCalendar(
      calendarFileSchema.parse(
        file({
          ownDays: [
            { date: '2026-10-01', title, hours: [{ from: '10:00', to: '12:00' }] },
            { date: '2026-10-10', title, hours: [] },
            { date: '2026-11-11', title, hours: [] },
          ],
        }),
      ),
      chinaHolidays,
    );
    expect(calendarDay(own, '2026-10-01')).toMatchObject({
      kind: 'makeUpDay',
      hours: [{ from: '10:00', to: '12:00' }],
      title,
    });
    expect(calendarDay(own, '2026-10-10')).toMatchObject({ kind: 'holiday', hours: [], title });
    expect(calendarDay(own, '2026-11-11')).toMatchObject({ kind: 'holiday', hours: [] });
    expect(calendarDay(own, '2026-10-02')).toMatchObject({ kind: 'holiday', title: { en: 'National Day' } });
    expect(workCalendarSchema.safeParse(own).success).toBe(true);
  });

  test('refuses a list that the file does not refer to, and a missing one', () => {
    expect(() => resolveCalendar(chinaOfficeFile)).toThrow(/observes "china", not "no list"/);
    expect(() => resolveCalendar({ ...chinaOfficeFile, holidays: undefined }, chinaHolidays)).toThrow(/not "china"/);
  });

  test('refuses a list in which a day is both off and worked', () => {
    const wrong = { ...chinaHolidays, makeUpDays: [{ date: '2026-10-01', title }] };
    expect(() => resolveCalendar(chinaOfficeFile, wrong)).toThrow(/2026-10-01 twice/);
  });
});

test('holidays are known within the list, and do not matter to a calendar without one', () => {
  expect(
    ['2023-12-31', '2024-01-01', '2026-12-31', '2027-01-01'].map((date) => holidaysKnownOn(chinaOffice, date)),
  ).toEqual([false, true, true, false]);
  expect(holidaysKnownOn(chinaRetail, '2099-01-01')).toBe(true);
});

test('a weekday left out is a day of rest', () => {
  expect(calendarDay(chinaOffice, '2026-10-17').kind).toBe('restDay');
  expect(officeHoursOf(chinaOffice, '2026-10-17')).toEqual([]);
});

test.each([
  ['an opening that ends before it begins', hours([{ from: '12:00', to: '09:00' }]), 'hours.mon'],
  [
    'openings that overlap',
    hours([
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '18:00' },
    ]),
    'hours.mon',
  ],
  ['an opening of no length', hours([{ from: '09:00', to: '09:00' }]), 'hours.mon'],
  [
    'two openings that are one',
    hours([
      { from: '09:00', to: '12:00' },
      { from: '12:00', to: '18:00' },
    ]),
    'hours.mon',
  ],
  [
    'openings out of order',
    hours([
      { from: '13:00', to: '18:00' },
      { from: '09:00', to: '12:00' },
    ]),
    'hours.mon',
  ],
  ['a time that no clock shows', hours([{ from: '09:00', to: '25:00' }]), 'hours.mon.0.to'],
  ['a week without office hours', file({ hours: {} }), 'hours'],
  ['a zone that does not exist', file({ zone: 'Asia/Atlantis' }), 'zone'],
  ['an offset in place of a zone', file({ zone: '+08:00' }), 'zone'],
  ['a misspelt field', file({ holiday: 'china' }), ''],
  ['a day that does not exist', file({ ownDays: [{ date: '2026-02-30', title, hours: [] }] }), 'ownDays.0.date'],
  ['the same day twice', file({ ownDays: [1, 2].map(() => ({ date: '2026-11-11', title, hours: [] })) }), 'ownDays'],
])('the schema of calendar files refuses %s and names the field', (_what, data, field) => {
  const issues = calendarFileSchema.safeParse(data).error?.issues ?? [];
  expect(issues.map((issue) => issue.path.join('.'))).toContain(field);
});

test('the schema of calendar files takes hours to the end of the day', () => {
  expect(calendarFileSchema.safeParse(hours([{ from: '00:00', to: '24:00' }])).success).toBe(true);
});

test.each([
  ['a holiday that ends before it begins', { holidays: [{ from: '2026-10-07', to: '2026-10-01', title }] }],
  ['a day outside the time that is known', { makeUpDays: [{ date: '2027-01-03', title }] }],
  ['no source', { sources: [] }],
])('the schema of holiday lists refuses %s', (_what, change) => {
  expect(holidayListSchema.safeParse({ ...chinaHolidays, ...change }).success).toBe(false);
});
