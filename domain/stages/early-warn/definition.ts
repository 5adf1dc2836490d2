import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { rungSchema, timeLimitSchema, tellingSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * A warning that a person writes and answers for (seed 004: within 24 hours to the brand division and legal), and that
 * one of those warned reports on to those above, with the help they give. That it was omitted is a fact from the moment it
 * was due; where the step is `answerable`, conditions and tables can ask for it. Given in time is what those to be warned
 * were told in time.
 */
export const earlyWarn = defineStage({
  stage: 'earlyWarn',
  title: both('预警报备', 'Early warning'),
  params: z.strictObject({
    ...waitBase,
    ...tellingSchema,
    stage: z.literal('earlyWarn'),
    template: z.string().default('warning'),
    /** Whether an omission shows as the fact `warningOmitted`. */
    answerable: z.boolean().default(false),
    /** Who of those warned reports on, to whom, within what time. */
    onward: z
      .strictObject({
        who: z.string(),
        to: z.array(z.string()).min(1),
        template: z.string().default('warning'),
        within: timeLimitSchema.optional(),
        overdue: z.array(rungSchema).default([]),
      })
      .optional(),
  }),
  actions: [
    defineAction({
      name: 'giveWarning',
      title: both('预警报备', 'Give the warning'),
      help: both(
        '写明情况，系统随即通知办法所列岗位。',
        'Describe the situation. The roles named in the policy are notified at once.',
      ),
      data: (text) => z.strictObject({ situation: text }),
    }),
    defineAction({
      name: 'noteOmission',
      title: both('记录未预警', 'Record a missing warning'),
      help: both('未按要求预警的，如实记录。', 'If the required warning was not given, record this truthfully.'),
      data: (text) => z.strictObject({ reason: text.optional() }),
    }),
    defineAction({
      name: 'reportOn',
      title: both('向上报备', 'Report upwards'),
      help: both('向上级报备，并写明提供的协助。', 'Report to the higher level and state the support provided.'),
      data: (text) => z.strictObject({ assistance: text.optional() }),
    }),
  ],
  events: {
    EarlyWarningGiven: event<{ inTime: boolean; to: string[]; situation?: string }>({ audience: 'staff' }),
    // As of when it was due, which is when it is told; who handled the case then may not do so later.
    EarlyWarningOmitted: event<{ answerable: boolean; due?: string | undefined; reason?: string }>({
      ...{ audience: 'staff', why: 'rung' },
      apply: (state, data, { at, place = '' }) => ({
        warningsOmitted: [
          ...(state.warningsOmitted ?? []),
          {
            ...{ at: data.due ?? at, place },
            ...(state.handler === undefined ? {} : { handler: state.handler }),
          },
        ],
        ...(data.answerable ? { facts: { ...state.facts, warningOmitted: true } } : {}),
      }),
    }),
    ReportedOn: event<{ to: string[]; assistance?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({
    roles: given(step.who, ...step.tell, step.from, step.onward?.who, ...(step.onward?.to ?? [])),
    templates: given(step.template, step.onward?.template),
    staffTemplates: given(step.template, step.onward?.template),
  }),
});
