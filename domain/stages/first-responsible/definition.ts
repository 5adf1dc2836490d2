import { z } from 'zod';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * First responsibility (seed 001, P9): whoever receives a complaint owns it until it is solved, wherever the work is
 * done. The receiver is whoever recorded it, if they are of the role `who`; a complaint that came in without one is
 * owned by whoever accepts it first. With `stays`, their name stays on the case, whoever takes it over or has it
 * reassigned, in every round.
 */
export const firstResponsible = defineStage({
  stage: 'firstResponsible',
  title: both('首问负责', 'First responsibility'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('firstResponsible'),
    /** Department of whoever owns it, as long as none is found responsible. */
    department: z.string().optional(),
    stays: z.boolean().default(false),
  }),
  actions: [],
  events: {
    FirstResponsibleNamed: event<{ person: string }>({
      audience: 'staff',
      apply: (_, { person }) => ({ firstResponsible: person }),
    }),
  },
  refers: (step) => ({ roles: [step.who], departments: given(step.department) }),
});
