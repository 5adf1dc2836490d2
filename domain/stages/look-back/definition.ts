import { z } from 'zod';
import { stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

/** What earlier complaints say, as facts of the case. All are 0 where nobody could look. */
export const LOOK_BACK_FACTS = [
  ...(['earlierComplaints', 'earlierWithin90Days', 'earlierOpen', 'earlierUnfounded'] as const),
  ...(['respondentComplaints', 'respondentWithin90Days'] as const),
] as const;

/**
 * Earlier complaints of the same phone or mail, and about the same persons or supplier, are counted and stand in the case
 * as facts, of which the policy's tables may make a hint to people. Nobody is turned away for them.
 */
export const lookBack = defineStage({
  stage: 'lookBack',
  title: both('查询历史投诉', 'Check complaint history'),
  params: z.strictObject({ ...stepBase, stage: z.literal('lookBack') }),
  actions: [],
  events: {
    HistoryFound: event<{ found: Record<string, number>; looked: boolean }>({
      audience: 'staff',
      apply: (state, data) => ({ facts: { ...state.facts, ...data.found } }),
    }),
  },
});
