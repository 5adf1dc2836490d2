import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { thenSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

interface Settlement {
  terms: string;
  amountFen?: number | undefined;
  complainantSigned: boolean;
  respondentSigned: boolean;
}

/**
 * Somebody in the middle brings both sides together. What they agree on is written down and signed by both; where they
 * don't agree, the mediation ends with its reason, and the policy says what follows: a decision, or the way to court.
 */
export const mediate = defineStage({
  stage: 'mediate',
  outward: true,
  title: both('调解', 'Mediate'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('mediate'),
    /** Whether `within` runs from here or from the day on which the complaint was admitted. */
    from: z.enum(['here', 'admission']).default('here'),
    settled: z
      .strictObject({ end: z.string().default('settled'), template: z.string().default('settled'), then: thenSchema })
      .prefault({}),
    /** Where it goes on without a settlement; without `to` the case ends. */
    failed: z
      .strictObject({
        to: z.string().optional(),
        end: z.string().default('mediationFailed'),
        template: z.string().default('mediationFailed'),
        then: thenSchema,
      })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'recordSettlement',
      title: both('登记调解协议', 'Record the settlement'),
      help: both(
        '写明协议内容；双方签字后生效。',
        'State the terms of the settlement, which takes effect once both sides have signed.',
      ),
      data: (text) =>
        z.strictObject({
          terms: text,
          amountFen: z.int().nonnegative().optional(),
          complainantSigned: z.boolean(),
          respondentSigned: z.boolean(),
        }),
      refuse: ({ message: { data } }) =>
        data.complainantSigned && data.respondentSigned
          ? undefined
          : refuse(
              'EvidenceMissing',
              422,
              both('调解协议须双方签字。', 'Both sides must sign the settlement.'),
              both(
                '待双方签字后登记，或终止调解。',
                'Record the settlement once both sides have signed, or end the mediation.',
              ),
            ),
    }),
    defineAction({
      name: 'endMediation',
      title: both('终止调解', 'End the mediation'),
      help: both('调解不成时写明原因。', 'If no settlement is reached, give the reason.'),
      data: (text) => z.strictObject({ reason: text.optional() }),
      refuse: ({ message: { data } }) =>
        data.reason === undefined
          ? refuse('EvidenceMissing', 422, both('终止调解须写明原因。', 'Give the reason for ending the mediation.'))
          : undefined,
    }),
  ],
  events: {
    SettlementReached: event<Settlement>({
      audience: 'staff',
      inReport: 'answers',
      apply: (_, data, event) => ({
        settlement: { ...data, at: event.at },
      }),
    }),
    MediationEnded: event<Partial<Settlement> & { reason?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({
    roles: [step.who],
    steps: given(step.failed.to, step.failed.then, step.settled.then),
    templates: [step.settled.template, step.failed.template],
  }),
  leads: ({ settled, failed }) => ({
    next: false,
    end: settled.then === undefined || (failed.to === undefined && failed.then === undefined),
  }),
});
