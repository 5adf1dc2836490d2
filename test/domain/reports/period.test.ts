import fc from 'fast-check';
import { isoInstant } from '../../../domain/time/local-time';
import { periodBefore, periodById, periodOf } from '../../../domain/reports/period';

const SHANGHAI = 'Asia/Shanghai';

test('a month begins and ends at midnight by the clocks of the zone', () => {
  expect(periodOf('month', '2026-02-11', SHANGHAI)).toEqual({
    ...{ every: 'month', id: '2026-02', first: '2026-02-01', last: '2026-02-28' },
    ...{ from: '2026-01-31T16:00:00.000Z', to: '2026-02-28T16:00:00.000Z' },
  });
});

test('a month in which clocks are changed is an hour shorter', () => {
  const { from, to } = periodOf('month', '2026-03-01', 'Europe/Berlin');
  expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(31 * 24 - 1);
});

test.each([
  ['2026-11-22', '2026-W47', '2026-11-16'],
  ['2027-01-03', '2026-W53', '2026-12-28'],
  ['2027-01-04', '2027-W01', '2027-01-04'],
  ['2024-12-31', '2025-W01', '2024-12-30'],
])('%s lies in the week %s, which begins on %s', (day, id, first) => {
  expect(periodOf('week', day, SHANGHAI)).toMatchObject({ id, first });
});

test.each([
  ['month', '2026-13'],
  ['month', '2026-W01'],
  ['week', '2026-11'],
  ['week', '2026-W00'],
  // 2026 has 53 weeks, 2027 has 52.
  ['week', '2027-W53'],
] as const)('a %s %s does not exist', (every, id) => {
  expect(periodById(every, id, SHANGHAI)).toBeUndefined();
});

const days = fc
  .integer({ min: 0, max: 30_000 })
  .map((day) => isoInstant(Date.UTC(1990, 0, 1) + day * 86_400_000).slice(0, 10));
test('periods follow one another without gap or overlap, and each is found by its id', () => {
  fc.assert(
    fc.property(days, fc.constantFrom('week' as const, 'month' as const), (day, every) => {
      const period = periodOf(every, day, SHANGHAI);
      expect(period.first <= day && day <= period.last).toBe(true);
      expect(periodById(every, period.id, SHANGHAI)).toEqual(period);
      expect(periodBefore(period, SHANGHAI).to).toBe(period.from);
    }),
  );
});
