import { z } from 'zod';
import { actionOf } from '../../action';
import { event } from '../../event';
import { thenSchema, waitBase } from '../../policy/step';
import { refuse } from '../../refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../text';

const CHARGES = ['labour', 'parts', 'travel', 'other'] as const;

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('quote'),
  /** What may be charged for. */
  charges: z
    .array(z.enum(CHARGES))
    .min(1)
    .default([...CHARGES]),
  /** The customer does not agree to the price. */
  refused: z
    .strictObject({ end: z.string().default('priceRefused'), template: z.string().optional(), then: thenSchema })
    .prefault({}),
});
const define = actionOf<z.output<typeof params>>();

/**
 * The price is told, and work begins only once the customer has agreed to it (seed 004). What the policy doesn't charge
 * for can't be quoted: out of warranty a device costs its parts and nothing else.
 */
export const quote = defineStage({
  stage: 'quote',
  outward: true,
  title: both('报价', 'Quote'),
  params,
  actions: [
    define({
      name: 'quote',
      title: both('报价并征求同意', 'Quote and obtain consent'),
      help: both(
        '告知收费项目和金额，客户同意后方可开工。',
        'Tell the customer the items and prices. Work starts only after the customer agrees.',
      ),
      data: (text) =>
        z.strictObject({
          items: z
            .array(z.strictObject({ what: text, kind: z.enum(CHARGES), amountFen: z.int().nonnegative() }))
            .min(1)
            .max(20),
          agreed: z.boolean(),
          comment: text.optional(),
        }),
      refuse: ({ message, step }) => {
        const allowed: readonly string[] = step?.charges ?? CHARGES;
        const wrong = message.data.items.find(({ kind, amountFen }) => amountFen > 0 && !allowed.includes(kind));
        return wrong === undefined
          ? undefined
          : refuse(
              'NotAllowedByPolicy',
              422,
              both(`办法不允许收取「${wrong.kind}」费用。`, `The policy allows no charge for "${wrong.kind}".`),
              both(`可收取：${allowed.join('、')}`, `Allowed charges: ${allowed.join(', ')}`),
            );
      },
    }),
  ],
  events: {
    PriceAgreed: event<{ items: object[]; amountFen: number; agreed?: boolean }>({
      audience: 'staff',
      inReport: 'answers',
      apply: (state, data) => ({ facts: { ...state.facts, quotedFen: data.amountFen } }),
    }),
    PriceRefused: event<{ items: object[]; amountFen: number; agreed?: boolean }>({
      audience: 'staff',
      inReport: 'answers',
    }),
  },
  refers: (step) => ({
    roles: [step.who],
    steps: given(step.refused.then),
    templates: given(step.refused.template),
  }),
  leads: (step) => ({ end: step.refused.then === undefined }),
});
