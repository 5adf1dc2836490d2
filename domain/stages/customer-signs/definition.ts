import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { thenSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * The customer signs the work order with its price, and every copy goes where it belongs (seed 004: one to the customer,
 * one to engineering, one over the front desk to finance). More than what was agreed to can't be signed for.
 */
export const customerSigns = defineStage({
  stage: 'customerSigns',
  outward: true,
  title: both('客户签字', 'Customer signature'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('customerSigns'),
    /** The customer's copy; null where they get it by hand. */
    template: z.string().nullable().default(null),
    /** Roles that get a copy, and the message that brings it. */
    copies: z.array(z.string()).default([]),
    copyTemplate: z.string().default('copyOfOrder'),
    /** Not signed: back to the step `to`, at most so often; then the case ends as `end` says, or goes on without it. */
    refused: z
      .strictObject({
        to: z.string(),
        atMost: z.int().min(1).default(2),
        end: z.string().min(1).max(60).optional(),
        then: thenSchema,
      })
      .refine(({ end, then }) => then === undefined || end !== undefined, {
        path: ['then'],
        error: 'then goes with end',
      })
      .optional(),
  }),
  actions: [
    defineAction({
      name: 'recordSignature',
      title: both('登记签字', 'Record the signature'),
      help: both(
        '客户签字确认项目与费用；不签的写明原因。',
        'The customer signs for the work and the price. If not signed, say why.',
      ),
      data: (text) =>
        z
          .strictObject({
            signed: z.boolean(),
            amountFen: z.int().nonnegative().default(0),
            reason: text.optional(),
          })
          .refine((data) => data.signed || data.reason !== undefined, { path: ['reason'], message: 'say why not' }),
      refuse: ({ state, message }) => {
        const agreed = typeof state.facts['quotedFen'] === 'number' ? state.facts['quotedFen'] : 0;
        return message.data.signed && message.data.amountFen > agreed
          ? refuse(
              'NotAllowedByPolicy',
              422,
              both('收费不得超过客户事先同意的价格。', 'The charge may not exceed the price the customer agreed to.'),
              both('按已同意的金额填写。', 'Fill in the agreed amount.'),
            )
          : undefined;
      },
    }),
  ],
  events: {
    CustomerSigned: event<{ amountFen: number; comment?: string }>({
      audience: 'staff',
      inReport: 'answers',
      apply: (state, data) => ({ facts: { ...state.facts, chargedFen: data.amountFen } }),
    }),
    SignatureRefused: event<{ reason?: string }>({ audience: 'staff', inReport: 'answers' }),
  },
  refers: (step) => ({
    roles: [step.who, ...step.copies],
    steps: given(step.refused?.to, step.refused?.then),
    templates: given(step.template, step.copyTemplate),
    staffTemplates: [step.copyTemplate],
  }),
  leads: ({ refused }) => ({ end: refused?.end !== undefined && refused.then === undefined }),
});
