import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getDayDetail, isWorkday } from 'chinese-days';
import { calendarDay, officeHoursOf } from '../../domain/time/calendar';
import { addDays } from '../../domain/time/local-time';
import { calendarFolder, chinaHolidays, chinaOffice, chinaRetail } from './calendars';

test('the office calendar agrees with chinese-days on every day that the list covers', () => {
  const differing: string[] = [];
  let days = 0;
  for (let date = chinaHolidays.knownFrom; date <= chinaHolidays.knownUntil; date = addDays(date, 1)) {
    days++;
    const { kind, hours, title } = calendarDay(chinaOffice, date);
    const [english, chinese] = getDayDetail(date).name.split(',');
    const sameStatus =
      hours.length > 0 === isWorkday(date) && (kind === 'makeUpDay' || kind === 'holiday') === Boolean(chinese);
    const sameName = title === undefined || (title.en === english && title.zh.startsWith(chinese!));
    if (!sameStatus || !sameName) differing.push(date);
  }
  expect(differing).toEqual([]);
  expect(days).toBe(366 + 365 + 365);
});

test('the holiday file is what its script prints', () => {
  const printed = execFileSync(process.execPath, [path.join(__dirname, '../../script/calendar-china')], {
    encoding: 'utf8',
  });
  expect(readFileSync(path.join(calendarFolder, 'holidays/china.yaml'), 'utf8')).toBe(printed);
});

test('every year covered names the notice it comes from, published before the year began', () => {
  expect(chinaHolidays.sources.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
  for (const { year, date, title, number } of chinaHolidays.sources) {
    expect(date < `${year}-01-01`).toBe(true);
    expect(title).toContain(String(year));
    expect(number).toMatch(/^国办发明电〔\d{4}〕\d+号$/);
  }
});

// From the notice for 2026 itself, not by way of the package.
test.each([
  ['2026-01-02', 'holiday', '元旦'],
  ['2026-01-04', 'makeUpDay', '元旦'],
  ['2026-02-13', 'workday', undefined],
  ['2026-02-14', 'makeUpDay', '春节'],
  ['2026-02-15', 'holiday', '春节'],
  ['2026-02-23', 'holiday', '春节'],
  ['2026-02-24', 'workday', undefined],
  ['2026-02-28', 'makeUpDay', '春节'],
  ['2026-04-06', 'holiday', '清明节'],
  ['2026-05-09', 'makeUpDay', '劳动节'],
  ['2026-06-19', 'holiday', '端午节'],
  ['2026-09-20', 'makeUpDay', '国庆节'],
  ['2026-09-25', 'holiday', '中秋节'],
  ['2026-09-30', 'workday', undefined],
  ['2026-10-01', 'holiday', '国庆节'],
  ['2026-10-07', 'holiday', '国庆节'],
  ['2026-10-10', 'makeUpDay', '国庆节'],
  ['2026-10-11', 'restDay', undefined],
])('%s is a %s in the office (%s)', (date, kind, title) => {
  const day = calendarDay(chinaOffice, date);
  expect([day.kind, day.title?.zh]).toEqual([kind, title]);
});

test('a make-up Saturday has the office hours of a Monday', () => {
  expect(officeHoursOf(chinaOffice, '2026-10-10')).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ]);
});

test('the shop is open on National Day, and has no holidays to know of', () => {
  expect(calendarDay(chinaRetail, '2026-10-01')).toEqual({
    date: '2026-10-01',
    kind: 'workday',
    hours: [{ from: '09:00', to: '21:00' }],
  });
  expect(chinaRetail.knownUntil).toBeUndefined();
});
