import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { refuseAnswer } from '../../case/effects/consent';
import { thenSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import type { Offer } from '../../case/state';
import { both } from '../../values/text';

/**
 * The approved options are put to the customer, best first, the next one when one is refused; nothing is executed
 * before the customer agrees (seed 000, P2). All refused: told where else to turn, or proposed anew.
 */
export const offer = defineStage({
  stage: 'offer',
  outward: true,
  title: both('征求客户意见', 'Offer'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('offer'),
    /** Message by which an option is put to the customer; null where whoever records the answer asks in person. */
    template: z.string().nullable().default('offer'),
    refused: z
      .strictObject({
        /** Step that proposes anew, at most so often in one round; then the case ends. */
        to: z.string().optional(),
        atMost: z.int().min(0).default(0),
        end: z.string().default('allOptionsRefused'),
        template: z.string().default('allOptionsRefused'),
        then: thenSchema,
      })
      .prefault({}),
    silent: z
      .strictObject({ end: z.string().default('customerSilent'), template: z.string().optional(), then: thenSchema })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'answerOffer',
      title: both('记录客户答复', 'Record the customer’s answer'),
      help: both(
        '客户是否接受此方案。提出过不止一个方案的，须写明轮次和方案编号。',
        'Whether the customer accepts this option. If more than one option was offered, name the round and the option.',
      ),
      data: (text) =>
        z.strictObject({
          accepted: z.boolean(),
          /** As the offer has it: its number in the round. */
          option: z.int().positive().max(1_000).optional(),
          round: z.int().positive().max(1_000).optional(),
          comment: text.optional(),
        }),
      customersWord: () => true,
      refuse: ({ state, message }) => refuseAnswer(state, message.data),
    }),
    defineAction({
      name: 'customerSilent',
      title: both('客户无答复', 'No answer from the customer'),
      help: both('多次联系不上客户时使用。', 'Use this action after several failed attempts to reach the customer.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    OptionOffered: event<Offer>({
      audience: 'staff',
      apply: (state, { option, round, proposal, index }) => ({
        offers: [...state.offers, { option, round, proposal, index }],
      }),
    }),
    OfferAccepted: event<{ option: number; offer: Pick<Offer, 'option' | 'round'>; comment?: string }>({
      audience: 'staff',
      inReport: 'answers',
      apply: (state, data) => {
        const option = state.proposal?.options[data.option];
        const { round, proposals: proposal } = state;
        return option === undefined ? {} : { accepted: { option: data.option, options: option, round, proposal } };
      },
    }),
    OfferRefused: event<{ option: number; offer: Pick<Offer, 'option' | 'round'>; comment?: string }>({
      audience: 'staff',
      inReport: 'answers',
      apply: (state) => ({ offersRefused: state.offersRefused + 1 }),
    }),
    AllOptionsRefused: event<{ options: number }>({
      audience: 'staff',
      inReport: 'answers',
      apply: (state) => ({ proposalsRefused: state.proposalsRefused + 1 }),
    }),
    CustomerSilent: event<{ comment?: string }>({ audience: 'staff', inReport: 'answers' }),
  },
  refers: (step) => ({
    roles: [step.who],
    steps: given(step.refused.to, step.refused.then, step.silent.then),
    templates: given(step.template, step.refused.template, step.silent.template),
  }),
  leads: (step) => ({ end: step.refused.then === undefined || step.silent.then === undefined }),
});
