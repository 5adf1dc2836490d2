import { z } from 'zod';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

/**
 * A higher level takes the case in hand (seed 002: beyond authority, still dissatisfied after the first handling, mass
 * risk). Whoever accepts becomes its handler; the one before may not be the one after.
 */
export const takeOver = defineStage({
  stage: 'takeOver',
  title: both('升级接办', 'Takeover by a higher level'),
  params: z.strictObject({ ...waitBase, stage: z.literal('takeOver') }),
  actions: [],
  events: {
    CaseTakenOver: event<{ person: string }>({ audience: 'staff', apply: (_, data) => ({ handler: data.person }) }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
