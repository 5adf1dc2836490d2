import { z } from 'zod';
import { stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

/** Roles are told at once of a major complaint (seed 004: department head and general manager). */
export const warn = defineStage({
  stage: 'warn',
  title: both('预警', 'Warn'),
  params: z.strictObject({
    ...stepBase,
    stage: z.literal('warn'),
    to: z.array(z.string()).min(1),
    template: z.string().default('warning'),
  }),
  actions: [],
  events: {
    WarningGiven: event<{ role: string; status: string }>({ audience: 'staff' }),
    WarningNotGiven: event<{ role: string; status: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: step.to, templates: [step.template], staffTemplates: [step.template] }),
});
