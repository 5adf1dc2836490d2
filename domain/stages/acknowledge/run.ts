import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { acknowledge } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runAcknowledge: Run<typeof acknowledge> = async (c, step) => {
  await tellCustomer(c, 'acknowledgement', step.template, step);
  return next;
};
