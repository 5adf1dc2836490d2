import { z } from 'zod';
import { DUPLICATE } from '../merging';
import { stepBase } from '../policy/step';
import { defineStage } from '../stage';
import { both } from '../text';

/**
 * The end of the main line: the case is answered, stays open until its reopening window ends, then closes for good.
 * After that a complaint about the same matter is a new, linked case.
 */
export const archive = defineStage({
  stage: 'archive',
  title: both('归档', 'Archive'),
  params: z.strictObject({ ...stepBase, stage: z.literal('archive') }),
  actions: [],
  events: {
    CaseResolved: (state, data: { end: string }, event) => ({
      // A duplicate is answered elsewhere.
      resolutions:
        data.end === DUPLICATE
          ? state.resolutions
          : [...state.resolutions, { end: data.end, at: event.at, round: state.round }],
      pause: undefined,
      status: 'resolved',
      end: data.end,
      resolvedAt: event.at,
      ending: undefined,
    }),
    CaseClosed: (_, __, event) => ({ status: 'closed', closedAt: event.at }),
  },
  leads: () => ({ next: false, end: true }),
});
