import { done } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { ofHandler } from '../../domain/step/handler';

export const heed: Stage<'heed'> = async (c, step) => {
  const answer = await c.awaitTask('heed', {
    ...ofHandler(c, { ...step, who: step.who ?? c.policy.owner }),
    actions: ['heedMessage'],
  });
  if (answer?.by !== undefined) c.record('heeded', 'MessageHeeded', { line: c.line, ...answer.data }, answer.by);
  return done;
};
