import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { bilingualSchema, idSchema, thenSchema, waitBase } from '../../policy/step';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';

const CHARGES = ['labour', 'parts', 'travel', 'other'] as const;

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('quote'),
  /** What may be charged for. */
  charges: z
    .array(z.enum(CHARGES))
    .min(1)
    .default([...CHARGES]),
  /** Who agreed has to be said, by name. */
  named: z.boolean().default(false),
  /** The list of prices by item, in fen: nothing else may be charged, and nothing more. Left out, prices are free. */
  prices: z.record(idSchema, z.strictObject({ title: bilingualSchema, fen: z.int().nonnegative() })).optional(),
  /** The customer does not agree to the price. */
  refused: z
    .strictObject({ end: z.string().default('priceRefused'), template: z.string().optional(), then: thenSchema })
    .prefault({}),
});
const define = actionOf<z.output<typeof params>>();

/** @param item of the price list */
function quoted(text: z.ZodType<string, string>, item: z.ZodType<string | undefined, string | undefined>) {
  return z.strictObject({
    items: z
      .array(z.strictObject({ what: text, kind: z.enum(CHARGES), item, amountFen: z.int().nonnegative() }))
      .min(1)
      .max(20),
    agreed: z.boolean(),
    agreedBy: text.optional(),
    comment: text.optional(),
  });
}

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
      data: (text, { code }) => quoted(text, code.optional()),
      dataFor: ({ step }) =>
        step?.prices === undefined
          ? undefined
          : (text) => quoted(text, z.enum(Object.keys(step.prices ?? {})).optional()),
      refuse: ({ message, step }) => {
        const allowed: readonly string[] = step?.charges ?? CHARGES;
        const wrong = message.data.items.find(({ kind, amountFen }) => amountFen > 0 && !allowed.includes(kind));
        if (wrong !== undefined)
          return refuse(
            'NotAllowedByPolicy',
            422,
            both(`办法不允许收取「${wrong.kind}」费用。`, `The policy allows no charge for "${wrong.kind}".`),
            both(`可收取：${allowed.join('、')}`, `Allowed charges: ${allowed.join(', ')}`),
          );
        if (step?.named === true && message.data.agreed && message.data.agreedBy === undefined)
          return refuse(
            'EvidenceMissing',
            422,
            both('须写明是谁同意的。', 'Say who agreed to the price.'),
            both('请填写同意人姓名。', 'Fill in the name of the person who agreed.'),
          );
        return step?.prices === undefined ? undefined : refuseDearer(message.data.items, step.prices);
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

/** Whether something is charged for that the list does not have, or at more than it says. */
function refuseDearer(
  items: readonly { item?: string | undefined; amountFen: number }[],
  prices: Readonly<Record<string, { title: Bilingual; fen: number }>>,
): Refusal | undefined {
  for (const { item, amountFen } of items) {
    if (amountFen === 0) continue;
    const listed = item === undefined || !Object.hasOwn(prices, item) ? undefined : prices[item];
    if (listed === undefined)
      return refuse(
        'NotAllowedByPolicy',
        422,
        both('收费标准中没有此项目。', 'The price list has no such item.'),
        both(`可选：${titles(prices, 'zh').join('、')}`, `Listed items: ${titles(prices, 'en').join(', ')}`),
      );
    if (amountFen > listed.fen)
      return refuse(
        'NotAllowedByPolicy',
        422,
        both(`「${listed.title.zh}」超过收费标准。`, `The price of "${listed.title.en}" exceeds the price list.`),
        both(`标准为 ${listed.fen / 100} 元。`, `The listed price is CNY ${listed.fen / 100}.`),
      );
  }
  return undefined;
}

function titles(prices: Readonly<Record<string, { title: Bilingual }>>, language: keyof Bilingual): string[] {
  return Object.entries(prices).map(([id, { title }]) => `${id} (${title[language]})`);
}
