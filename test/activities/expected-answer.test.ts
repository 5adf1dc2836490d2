import { expectedAnswerAt } from '../../domain/case/messages/expected-answer';
import type { WorkCalendar } from '../../domain/time/calendar.schema';
import type { CompiledPolicy, Step } from '../../domain/policy/compiled';
import { timeForReaders } from '../../domain/time/time-for-readers';

const day = [{ from: '09:00', to: '17:00' }];
const calendar: WorkCalendar = {
  ...{
    id: 'office',
    version: '1',
    title: { zh: '办公', en: 'Office' },
    zone: 'Asia/Shanghai',
    holidays: [],
    makeUpDays: [],
  },
  hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
};
const clock = (duration: string) => ({ duration, counting: 'clock' });
const expectedOf = (...main: Record<string, unknown>[]): string | undefined =>
  expectedAnswerAt({ main: main as unknown as Step[] } as CompiledPolicy, calendar, '2026-09-07T01:00:00.000Z');

describe('the time by which a customer may expect an answer', () => {
  test('every step before the answer takes all of its time; what only tells takes none', () => {
    const before = [
      { stage: 'record' },
      { stage: 'acknowledge', within: clock('P9D') },
      { stage: 'judge', within: clock('PT2H') },
    ];
    expect(
      expectedOf(...before, { stage: 'propose', within: clock('PT1H') }, { stage: 'offer', within: clock('P5D') }),
    ).toBe('2026-09-07T04:00:00.000Z');
    expect(expectedOf(...before, { stage: 'notify' })).toBe('2026-09-07T03:00:00.000Z');
  });

  test('office hours count by the calendar', () => {
    const judge = { stage: 'judge', within: { duration: 'PT10H', counting: 'working' } };
    expect(expectedOf(judge, { stage: 'notify' })).toBe('2026-09-08T03:00:00.000Z');
  });

  test('signatures in turn add up, side by side they do not; departments at once take as long as the slowest', () => {
    const approve = { stage: 'approve', within: clock('PT3H'), signatures: [{ who: 'a' }, { who: 'b' }] };
    expect(expectedOf({ ...approve, order: 'sequence' }, { stage: 'notify' })).toBe('2026-09-07T07:00:00.000Z');
    expect(expectedOf({ ...approve, order: 'parallel' }, { stage: 'notify' })).toBe('2026-09-07T04:00:00.000Z');
    const tasks = [{ within: clock('PT1H') }, { within: clock('PT5H') }, { within: clock('PT2H') }];
    expect(expectedOf({ stage: 'coordinate', tasks }, { stage: 'notify' })).toBe('2026-09-07T06:00:00.000Z');
    const planned = { plan: { within: clock('PT1H') }, each: { within: clock('PT6H') } };
    expect(expectedOf({ stage: 'coordinate', tasks, ...planned }, { stage: 'notify' })).toBe(
      '2026-09-07T08:00:00.000Z',
    );
    expect(expectedOf({ stage: 'coordinate', tasks: [], ...planned }, { stage: 'notify' })).toBe(
      '2026-09-07T08:00:00.000Z',
    );
    expect(
      expectedOf({ stage: 'confirm', within: clock('PT1H'), deskWithin: clock('PT1H') }, { stage: 'notify' }),
    ).toBe('2026-09-07T03:00:00.000Z');
  });

  test('no time is named where a step has none, or nothing is ever answered', () => {
    expect(expectedOf({ stage: 'judge' }, { stage: 'notify' })).toBeUndefined();
    expect(
      expectedOf({ stage: 'coordinate', tasks: [{ within: clock('PT1H') }, {}] }, { stage: 'notify' }),
    ).toBeUndefined();
    expect(expectedOf({ stage: 'confirm', within: clock('PT1H') }, { stage: 'notify' })).toBeUndefined();
    expect(expectedOf({ stage: 'judge', within: clock('PT1H') })).toBeUndefined();
  });
});

test.each([
  ['2026-09-30T09:00:00.000Z', 'Asia/Shanghai', '2026年9月30日（周三）17:00', 'Wednesday 30 September 2026, 17:00'],
  ['2026-12-31T16:05:30.000Z', 'Asia/Shanghai', '2027年1月1日（周五）00:05', 'Friday 1 January 2027, 00:05'],
  ['2026-09-30T09:00:00+08:00', 'Europe/Berlin', '2026年9月30日（周三）03:00', 'Wednesday 30 September 2026, 03:00'],
])('an instant as a letter says it: %s in %s', (instant, zone, zh, en) => {
  expect([timeForReaders(instant, zone, 'zh'), timeForReaders(instant, zone, 'en')]).toEqual([zh, en]);
});
