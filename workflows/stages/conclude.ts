import { endAs } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { reasonIn, tellCustomer } from '../../domain/step/notify-customer';

export const conclude: Stage<'conclude'> = async (c, step) => {
  if (step.template !== undefined && step.template !== null)
    await tellCustomer(c, 'told', step.template, step, { ...reasonIn(c, step.reason) });
  return endAs(step.end, step.then);
};
