import { event } from '../../event';

/** Times that the case waits for. */
export const TIMER_EVENTS = {
  TimerSet: event<{ key: string; at: string; explanation?: unknown }>({
    ...{ audience: 'staff', minor: true, why: 'timer' },
    apply: (state, { key, at, explanation }) => ({
      timers: {
        ...state.timers,
        [key]: { at, fired: false, ...(explanation === undefined ? {} : { explanation }) },
      },
    }),
  }),
  TimerFired: event<{ key: string; due?: string }>({
    ...{ audience: 'staff', minor: true, why: 'follows' },
    apply: (state, { key }) => {
      const timer = state.timers[key];
      return timer === undefined ? {} : { timers: { ...state.timers, [key]: { ...timer, fired: true } } };
    },
  }),
};
