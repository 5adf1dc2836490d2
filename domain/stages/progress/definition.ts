import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { idSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * A word to the customer at regular intervals, with or without news, for as long as the case is not answered (seed 001:
 * at least one a day). For a track beside the main line; one word is one visit, so that a long case stays small.
 */
export const progress = defineStage({
  stage: 'progress',
  title: both('进展告知', 'Progress update'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('progress'),
    /** From one word to the next. */
    every: timeLimitSchema,
    /** Roles that get it instead of the customer: a report at regular intervals. */
    reportTo: z.array(z.string()).min(1).optional(),
    /** Message for a word that is sent rather than spoken. */
    template: z.string().default('progress'),
    /** Steps of the main line during which it is the customer who is awaited, or has heard the result: no word is due. */
    quiet: z.array(idSchema).default([]),
  }),
  actions: [
    defineAction({
      name: 'tellProgress',
      title: both('告知进展', 'Give a progress update'),
      help: both(
        '没有进展也要告知。byMail 表示由系统发邮件，否则为本人已告知。',
        'Required even without progress. With byMail the system sends an email; otherwise you confirm that you informed the customer yourself.',
      ),
      data: (text) => z.strictObject({ byMail: z.boolean().default(false), news: text.optional() }),
    }),
  ],
  events: {
    ProgressTold: event<{ by: 'person' | 'email'; news?: string }>({ audience: 'staff', inReport: 'told' }),
    ProgressMissed: event<{ by: 'person' | 'email'; news?: string }>({ audience: 'staff' }),
    ProgressReported: event<{ to: string[]; news?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({
    roles: [step.who, ...(step.reportTo ?? [])],
    templates: [step.template],
    mainSteps: step.quiet,
  }),
});
