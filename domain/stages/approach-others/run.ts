import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { approachOthers } from './definition';

export const runApproachOthers: Run<typeof approachOthers> = async (c, step) => {
  const answer = await c.awaitTask('outreach', { ...step, actions: ['recordOutreach'] });
  if (answer?.by !== undefined) c.record('approached', 'OthersApproached', { ...answer.data }, answer.by);
  return next;
};
