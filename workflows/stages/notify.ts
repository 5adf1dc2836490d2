import { next } from '../outcome';
import type { Stage } from '../stage';
import { tellCustomer } from './telling';

export const notify: Stage<'notify'> = async (c, step) => {
  await tellCustomer(c, 'result', step.template, step);
  return next;
};
