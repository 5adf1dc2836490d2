import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { tellCustomer } from '../../domain/step/notify-customer';

export const acknowledge: Stage<'acknowledge'> = async (c, step) => {
  await tellCustomer(c, 'acknowledgement', step.template, step);
  return next;
};
