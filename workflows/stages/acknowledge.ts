import { next } from '../outcome';
import type { Stage } from '../stage';
import { tellCustomer } from './telling';

export const acknowledge: Stage<'acknowledge'> = async (c, step) => {
  await tellCustomer(c, 'acknowledgement', step.template, step);
  return next;
};
