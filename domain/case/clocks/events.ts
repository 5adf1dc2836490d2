import type { Clock } from './clock';
import { standsStill } from './clock';
import { event } from '../../event';
import { withClock } from './changes';

/** When a clock is due, as it was worked out. */
interface Planned {
  dueAt: string;
  explanation: unknown;
  warnings: Clock['warnings'];
}

/** Time limits of the case as a whole. */
export const CLOCK_EVENTS = {
  /** Without a due time where none could be worked out: then the policy's owner watches it. */
  ClockStarted: event<
    { clock: string; startedAt: string; pauses: boolean } & Pick<Planned, 'warnings'> & Partial<Planned>
  >({
    ...{ audience: 'staff', why: 'clockStarted' },
    apply: (state, { clock: id, dueAt, ...rest }, event) => {
      const isPaused = rest.pauses && state.pause !== undefined;
      const clock: Clock = {
        ...rest,
        ...(isPaused || dueAt === undefined ? {} : { dueAt }),
        standstills: isPaused ? [{ from: event.at }] : [],
        status: 'running',
      };
      return { clocks: { ...state.clocks, [id]: clock } };
    },
  }),
  ClockSet: event<{ clock: string; extended?: boolean } & Planned>({
    ...{ audience: 'staff', why: 'clockSet' },
    apply: (state, { clock: id, dueAt, explanation, warnings, extended }, event) =>
      withClock(state, id, (clock) => ({
        ...clock,
        ...(standsStill(clock) ? {} : { dueAt, explanation }),
        // Who has been warned is not warned again, but of a limit that was extended.
        warnings: warnings.map((warning, i) => ({
          ...warning,
          ...(clock.warnings[i]?.done === true && (extended !== true || warning.at <= event.at) ? { done: true } : {}),
        })),
      })),
  }),
  /** `warning`: which of its warnings, from 0. */
  ClockWarned: event<{ clock: string; warning: number; to?: string; due?: string }>({
    ...{ audience: 'staff', why: 'time' },
    apply: (state, data) =>
      withClock(state, data.clock, (clock) => ({
        ...clock,
        warnings: clock.warnings.map((warning, i) => (i === data.warning ? { ...warning, done: true } : warning)),
      })),
  }),
  ClockMissed: event<{ clock: string; due?: string }>({
    ...{ audience: 'staff', why: 'time' },
    apply: (state, data, event) => withClock(state, data.clock, (clock) => ({ ...clock, missedAt: event.at })),
  }),
  /** `merged`: neither kept nor missed, for the complaint that it goes on in has time limits of its own. */
  ClockStopped: event<{ clock: string; because?: 'merged'; inTime?: boolean }>({
    ...{ audience: 'staff', why: 'clockStopped' },
    apply: (state, data, event) =>
      withClock(state, data.clock, (clock) => ({
        ...{ ...clock, status: 'stopped', stoppedAt: event.at },
        ...(data.because === undefined ? {} : { because: data.because }),
      })),
  }),
};
