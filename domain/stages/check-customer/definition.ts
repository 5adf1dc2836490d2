import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/** What of a complaint is held against the customer file. */
export const CUSTOMER_PARTS = ['name', 'phone', 'account', 'product'] as const;

/**
 * The customer's data are held against the customer file (seed 004: name, phone, model and plate in the dealer's
 * system). What differs or isn't found there, or a file that does not answer, is settled by a person; nobody is turned
 * away for it.
 */
export const checkCustomer = defineStage({
  stage: 'checkCustomer',
  title: both('核对客户档案', 'Check the customer file'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('checkCustomer'),
    /** What has to agree, as far as the complaint says it. */
    compare: z
      .array(z.enum(CUSTOMER_PARTS))
      .min(1)
      .default([...CUSTOMER_PARTS]),
  }),
  actions: [
    defineAction({
      name: 'settleCustomer',
      title: both('核实客户信息', 'Verify customer details'),
      help: both('档案不符时向客户核实后填写。', 'If the file does not match, ask the customer and record the result.'),
      data: (text) => z.strictObject({ genuine: z.boolean(), comment: text.optional() }),
    }),
  ],
  events: {
    CustomerChecked: event<{ match: string; differs: unknown }>({
      audience: 'staff',
      apply: (state, data) => ({ facts: { ...state.facts, customerMatch: data.match } }),
    }),
    CustomerSettled: event<{ genuine: boolean; comment?: string }>({
      audience: 'staff',
      apply: (state, data) => ({
        facts: { ...state.facts, customerMatch: data.genuine ? 'settled' : 'doubtful' },
      }),
    }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
