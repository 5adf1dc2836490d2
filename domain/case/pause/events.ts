import { standsStill } from '../clocks/clock';
import { event } from '../../event';
import { wokenAt } from './pause';
import { mapRunning } from '../clocks/changes';

/** A pause ends by a person's word, the customer's, or at its time. */
export const PAUSE_EVENTS = {
  /** Ended by itself, it ended when it was to (`due`), however late that was told. */
  CaseResumed: event<{ because: 'byHand' | 'customerWrote' | 'time'; due?: string; reason?: string }>({
    ...{ audience: 'staff', why: 'time' },
    // Clocks are due again only once that has been worked out: ClockSet says when.
    apply: (state, { due }, event) => ({
      pause: undefined,
      tasks: wokenAt(state.tasks, due ?? event.at),
      clocks: mapRunning(state, (clock) =>
        standsStill(clock)
          ? {
              ...clock,
              standstills: clock.standstills.map((still) => ({ ...still, to: still.to ?? due ?? event.at })),
            }
          : clock,
      ),
    }),
  }),
};
