import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { notify } from './definition';
import { reasonIn, tellCustomer } from '../../step/notify-customer';

export const runNotify: Run<typeof notify> = async (c, step) => {
  await tellCustomer(c, 'result', step.template, step, { ...reasonIn(c, step.reason) });
  return next;
};
