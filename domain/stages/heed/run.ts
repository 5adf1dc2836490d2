import { done } from '../../step/outcome';
import type { Run } from '../../stage';
import type { heed } from './definition';
import { ofHandler } from '../../step/handler';

export const runHeed: Run<typeof heed> = async (c, step) => {
  const answer = await c.awaitTask('heed', {
    ...ofHandler(c, { ...step, who: step.who ?? c.policy.owner }),
    actions: ['heedMessage'],
  });
  if (answer?.by !== undefined) c.record('heeded', 'MessageHeeded', { line: c.line, ...answer.data }, answer.by);
  return done;
};
