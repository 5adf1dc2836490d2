import fc from 'fast-check';
import { describeDuration, durationMs, isoDuration, parseDuration } from '../../domain/time/duration';

test('parseDuration keeps the parts as they are written', () => {
  expect(parseDuration('P1W2DT90M5S')).toEqual({ weeks: 1, days: 2, hours: 0, minutes: 90, seconds: 5 });
});

test.each(['P1Y', 'P3M', 'P1Y2M3D', 'P1MT1H'])('parseDuration refuses %s and says what to write', (iso) => {
  expect(() => parseDuration(iso)).toThrow(/years and months have no fixed length; write days/);
});

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  'P1',
  'PT5',
  '1D',
  'p1d',
  'P1.5D',
  'PT0.5H',
  '-P1D',
  'P-1D',
  'P1H',
  'PT1D',
  'PT5M1H',
  ' P1D',
])('parseDuration refuses "%s"', (iso) => {
  expect(() => parseDuration(iso)).toThrow(/no duration like P1D/);
});

test('parseDuration refuses more than a century, however many digits', () => {
  expect(durationMs('P36525D')).toBe(36_525 * 86_400_000);
  expect(() => parseDuration('P36525DT1S')).toThrow(/century/);
  expect(() => parseDuration(`P${'9'.repeat(400)}D`)).toThrow(/century/);
});

test.each([
  ['PT0S', 0],
  ['PT1S', 1_000],
  ['PT90M', 5_400_000],
  ['P1DT2H30M', 95_400_000],
  ['P2W', 1_209_600_000],
])('durationMs of %s is %d', (iso, ms) => {
  expect(durationMs(iso)).toBe(ms);
});

test('isoDuration is the inverse of durationMs, and drops parts of a second', () => {
  fc.assert(
    fc.property(fc.nat({ max: 3_000_000_000 }), fc.nat({ max: 999 }), (seconds, ms) => {
      expect(durationMs(isoDuration(seconds * 1_000 + ms))).toBe(seconds * 1_000);
    }),
  );
  expect(isoDuration(95_400_000)).toBe('P1DT2H30M');
  expect(() => isoDuration(-1)).toThrow(RangeError);
  expect(() => isoDuration(Number.NaN)).toThrow(RangeError);
});

test.each([
  ['P1DT2H30M', '1天2小时30分钟', '1 day 2 hours 30 minutes'],
  ['P2W', '2周', '2 weeks'],
  ['PT1H1M1S', '1小时1分钟1秒', '1 hour 1 minute 1 second'],
  ['PT0S', '立即', 'at once'],
])('describeDuration says %s as %s and %s', (iso, zh, en) => {
  expect([describeDuration(iso, 'zh'), describeDuration(iso, 'en')]).toEqual([zh, en]);
});
