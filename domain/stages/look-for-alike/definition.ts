import { z } from 'zod';
import { stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

/**
 * Looks whether complaints like this one have come within the time that the policy's `incidents` say (seed 002: a batch
 * of cases). If there are enough, they are a mass incident, and the case joins it. Asks nobody and holds nothing up.
 */
export const lookForAlike = defineStage({
  stage: 'lookForAlike',
  title: both('查找同类投诉', 'Find similar complaints'),
  params: z.strictObject({ ...stepBase, stage: z.literal('lookForAlike') }),
  actions: [],
  events: {
    AlikeCounted: event<{ rule: string; count?: number; incident?: string }>({ audience: 'staff' }),
  },
});
