import { endAs } from '../../step/outcome';
import type { Run } from '../../stage';
import type { conclude } from './definition';
import { reasonIn, tellCustomer } from '../../step/notify-customer';

export const runConclude: Run<typeof conclude> = async (c, step) => {
  if (step.template !== undefined && step.template !== null)
    await tellCustomer(c, 'told', step.template, step, { ...reasonIn(c, step.reason) });
  return endAs(step.end, step.then);
};
