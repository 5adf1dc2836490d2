import { z } from 'zod';
import { wokenAt } from '../../case/pause/pause';
import { DUPLICATE } from '../../case/merging/merging';
import { stepBase } from '../../policy/step';
import { withResolution } from '../../case/resolution';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

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
    CaseResolved: event<{ end: string }>({
      audience: 'staff',
      apply: (state, data, event) => ({
        ...(data.end === DUPLICATE ? {} : withResolution(state, { end: data.end, at: event.at, round: state.round })),
        // What is still owed beside an answer is due again.
        ...(state.pause === undefined ? {} : { pause: undefined, tasks: wokenAt(state.tasks, event.at) }),
        status: 'resolved',
        end: data.end,
        resolvedAt: event.at,
        ending: undefined,
      }),
    }),
    CaseClosed: event<Record<string, never>>({
      audience: 'staff',
      apply: (_, __, event) => ({ status: 'closed', closedAt: event.at }),
    }),
  },
  leads: () => ({ next: false, end: true }),
});
