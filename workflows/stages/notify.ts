import { next } from '../outcome';
import type { Stage } from '../stage';
import { reasonIn, tellCustomer } from './telling';

export const notify: Stage<'notify'> = async (c, step) => {
  await tellCustomer(c, 'result', step.template, step, { ...reasonIn(c, step.reason) });
  return next;
};
