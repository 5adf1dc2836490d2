import { z } from 'zod';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { stepBase } from '../../policy/step';
import { both } from '../../values/text';

/** Step 1 (seed 000): the complaint is registered; severity and major follow from the policy's tables. */
export const record = defineStage({
  stage: 'record',
  title: both('登记', 'Record'),
  params: z.strictObject({ ...stepBase, stage: z.literal('record'), tables: z.array(z.string()).default([]) }),
  actions: [],
  events: {
    CaseClassified: event<{ severity?: string; priority?: string; major?: boolean; facts?: object }>({
      audience: 'staff',
      apply: (state, data, event) => ({
        ...(data.severity === undefined ? {} : { severity: data.severity }),
        ...(data.priority === undefined ? {} : { priority: data.priority }),
        ...(data.major === true && state.major === undefined ? { major: { since: event.at } } : {}),
        facts: { ...state.facts, ...data.facts },
      }),
    }),
  },
  refers: (step) => ({ tables: step.tables }),
});
