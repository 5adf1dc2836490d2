import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

export const approachOthers: Stage<'approachOthers'> = async (c, step) => {
  const answer = await c.awaitTask('outreach', { ...step, actions: ['recordOutreach'] });
  if (answer?.by !== undefined) c.record('approached', 'OthersApproached', { ...answer.data }, answer.by);
  return next;
};
