import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { reasonIn, tellCustomer } from '../../domain/step/notify-customer';

export const notify: Stage<'notify'> = async (c, step) => {
  await tellCustomer(c, 'result', step.template, step, { ...reasonIn(c, step.reason) });
  return next;
};
