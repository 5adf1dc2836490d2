import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

export const improve: Stage<'improve'> = async (c, step) => {
  const answer = await c.awaitTask('measures', { ...step, actions: ['planImprovement'] });
  for (const [i, measure] of ((answer?.data['measures'] ?? []) as Record<string, unknown>[]).entries())
    c.record(`measure-${i + 1}`, 'ImprovementPlanned', measure, answer?.by);
  return next;
};
