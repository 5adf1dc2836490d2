import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { improve } from './definition';

export const runImprove: Run<typeof improve> = async (c, step) => {
  const answer = await c.awaitTask('measures', { ...step, actions: ['planImprovement'] });
  for (const [i, measure] of ((answer?.data['measures'] ?? []) as Record<string, unknown>[]).entries())
    c.record(`measure-${i + 1}`, 'ImprovementPlanned', measure, answer?.by);
  return next;
};
