import fc from 'fast-check';
import { accountOf, standsStill } from '../../domain/case/clocks/clock';
import type { Standstill } from '../../domain/case/clocks/clock';
import { computeDeadline } from '../../domain/time/deadline';
import { isoInstant, localDateOf, localText } from '../../domain/time/local-time';
import type { Counting, TimeLimit } from '../../domain/time/time-limit';
import { workedBetween } from '../../domain/time/working-time';
import { chinaOffice, DAY, HOUR } from './calendars';

const calendar = chinaOffice;
const at = (local: string): string => isoInstant(Date.parse(`${local.replace(' ', 'T')}:00+08:00`));
const limit = (duration: string, counting: Counting): TimeLimit => ({ duration, counting });

function due(started: string, within: TimeLimit, stills: [string, string?][] = [], outside?: string): string {
  const standstills = stills.map(([from, to]) => ({ from: at(from), to: to === undefined ? undefined : at(to) }));
  const outsideDueAt = outside === undefined ? undefined : at(outside);
  const { dueAt } = accountOf({ startedAt: at(started), within, standstills, outsideDueAt, calendar });
  return localText(Date.parse(dueAt), calendar.zone);
}

// Monday 16 November 2026 to Sunday 22: an ordinary week, office hours 9 to 12 and 13:30 to 18.
test.each([
  ['clock time', limit('P2D', 'clock'), '2026-11-17 10:00', '2026-11-18 15:00', '2026-11-19 15:00'],
  ['working days', limit('P3D', 'working'), '2026-11-17 10:00', '2026-11-18 10:00', '2026-11-20 10:00'],
  ['working hours over a night', limit('PT8H', 'working'), '2026-11-16 17:00', '2026-11-17 09:00', '2026-11-17 11:30'],
  ['calendar days', limit('P5D', 'calendarDays'), '2026-11-17 10:00', '2026-11-19 09:00', '2026-11-23 23:59:59'],
])('a standstill moves what counts in %s by what was lost', (_, within, from, to, expected) => {
  expect(due('2026-11-16 10:00', within, [[from, to]])).toBe(expected);
});

test('a standstill that begins after the due time moves nothing, and one that still lasts says nothing yet', () => {
  const within = limit('P1D', 'clock');
  expect(due('2026-11-16 10:00', within, [['2026-11-17 11:00', '2026-11-18 11:00']])).toBe('2026-11-17 10:00');
  expect(due('2026-11-16 10:00', within, [['2026-11-16 11:00']])).toBe('2026-11-17 10:00');
  expect(standsStill({ standstills: [{ from: at('2026-11-16 11:00') }] })).toBe(true);
});

test('the date of an outside body rules when it is earlier, and no standstill moves it', () => {
  const within = limit('P5D', 'clock');
  expect(due('2026-11-16 10:00', within, [], '2026-11-18 18:00')).toBe('2026-11-18 18:00');
  expect(due('2026-11-16 10:00', within, [], '2026-12-18 18:00')).toBe('2026-11-21 10:00');
  const still: [string, string][] = [['2026-11-17 10:00', '2026-11-18 10:00']];
  expect(due('2026-11-16 10:00', within, still, '2026-11-18 18:00')).toBe('2026-11-18 18:00');
});

test('another limit keeps what was used up', () => {
  const still: [string, string][] = [['2026-11-17 10:00', '2026-11-18 10:00']];
  expect(due('2026-11-16 10:00', limit('P5D', 'working'), still)).toBe('2026-11-24 10:00');
  expect(due('2026-11-16 10:00', limit('P2D', 'working'), still)).toBe('2026-11-19 10:00');
});

describe('laws', () => {
  const started = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2026-09-01T00:00:00Z') });
  /** Stretches one after the other, gaps and lengths up to some days. */
  const stretches = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 * DAY }), fc.integer({ min: 0, max: 4 * DAY })), {
    maxLength: 5,
  });
  const stillsFrom = (start: number, lengths: [number, number][]): { from: string; to: string }[] => {
    let time = start;
    return lengths.map(([gap, length]) => {
      const from = time + gap;
      time = from + length;
      return { from: isoInstant(from), to: isoInstant(time) };
    });
  };
  const dueAt = (start: number, within: TimeLimit, standstills: Standstill[]): string =>
    accountOf({ startedAt: isoInstant(start), within, standstills, calendar }).dueAt;
  const limits = fc.oneof(
    fc.integer({ min: 1, max: 20 }).map((days) => limit(`P${days}D`, 'working')),
    fc.integer({ min: 1, max: 100 }).map((hours) => limit(`PT${hours}H`, 'working')),
    fc.integer({ min: 1, max: 400 }).map((hours) => limit(`PT${hours}H`, 'clock')),
    fc.integer({ min: 1, max: 60 }).map((days) => limit(`P${days}D`, 'calendarDays')),
  );

  test('what runs between start and due, standstills left out, is the limit', () => {
    fc.assert(
      fc.property(started, limits, stretches, (start, within, lengths) => {
        const stills = stillsFrom(start, lengths);
        const end = dueAt(start, within, stills);
        const plain = computeDeadline({ from: isoInstant(start), within, calendar }).dueAt;
        const counted = (a: string, b: string): number =>
          within.counting === 'working'
            ? workedBetween(calendar, a, b)
            : within.counting === 'clock'
              ? Date.parse(b) - Date.parse(a)
              : (Date.parse(localDateOf(Date.parse(b), calendar.zone)) -
                  Date.parse(localDateOf(Date.parse(a), calendar.zone))) /
                DAY;
        const lost = stills
          .filter(({ from }) => from < end)
          .reduce((sum, { from, to }) => sum + counted(from, to < end ? to : end), 0);
        expect(counted(isoInstant(start), end) - lost).toBe(counted(isoInstant(start), plain));
      }),
    );
  });

  test('a standstill never brings the due time forward, and an empty one changes nothing', () => {
    fc.assert(
      fc.property(started, limits, stretches, fc.integer({ min: 0, max: 5 * DAY }), (start, within, lengths, when) => {
        const stills = stillsFrom(start, lengths);
        for (let n = 0; n < stills.length; n++)
          expect(dueAt(start, within, stills.slice(0, n + 1)) >= dueAt(start, within, stills.slice(0, n))).toBe(true);
        const instant = isoInstant(start + when);
        expect(dueAt(start, within, [{ from: instant, to: instant }])).toBe(dueAt(start, within, []));
      }),
    );
  });

  test('two standstills that touch are one', () => {
    fc.assert(
      fc.property(
        started,
        limits,
        fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 60 * HOUR }))),
        (start, within, [a, b, c]) => {
          const [from, middle, to] = [start + a!, start + a! + b!, start + a! + b! + c!].map(isoInstant) as [
            string,
            string,
            string,
          ];
          const one = dueAt(start, within, [{ from, to }]);
          // In days, each part is counted by the midnights it passes: the same sum.
          expect(
            dueAt(start, within, [
              { from, to: middle },
              { from: middle, to },
            ]),
          ).toBe(one);
        },
      ),
    );
  });
});
