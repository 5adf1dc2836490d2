import type { TimeLimit } from '../../domain/time/time-limit';
import { describeTimeLimit, parseTimeLimit } from '../../domain/time/time-limit';

const limit = (duration: string, counting: TimeLimit['counting']): TimeLimit => ({ duration, counting });

test('parseTimeLimit takes days from the rest, a week being seven of them', () => {
  expect(parseTimeLimit(limit('P1W2DT1H30M', 'clock'))).toEqual({ days: 9, restMs: 5_400_000 });
  expect(parseTimeLimit(limit('P1DT2H', 'working'))).toEqual({ days: 1, restMs: 7_200_000 });
  expect(parseTimeLimit(limit('P30D', 'calendarDays'))).toEqual({ days: 30, restMs: 0 });
});

test('parseTimeLimit refuses what cannot be counted that way, and says what to write', () => {
  expect(() => parseTimeLimit(limit('P1W', 'working'))).toThrow(/write working days, such as P5D/);
  expect(() => parseTimeLimit(limit('P1DT1H', 'calendarDays'))).toThrow(/calendar days end with the day/);
  expect(() => parseTimeLimit(limit('P1M', 'clock'))).toThrow(/no fixed length/);
});

test.each([
  [limit('PT2H', 'clock'), '2小时', '2 hours'],
  [limit('PT2H', 'working'), '2小时工作时间', '2 hours of working time'],
  [limit('P1D', 'working'), '1个工作日', '1 working day'],
  [limit('P3DT30M', 'working'), '3个工作日又30分钟工作时间', '3 working days and 30 minutes of working time'],
  [limit('P0D', 'month'), '当月底', 'the end of the month'],
  [limit('P5D', 'month'), '当月底后5天', '5 days after the end of the month'],
  [limit('P30D', 'calendarDays'), '30个自然日（当日不计）', '30 calendar days, excluding the first'],
  [limit('PT0S', 'working'), '立即', 'at once'],
])('describeTimeLimit says %j as %s and %s', (each, zh, en) => {
  expect([describeTimeLimit(each, 'zh'), describeTimeLimit(each, 'en')]).toEqual([zh, en]);
});
