import { endAs } from '../outcome';
import type { Stage } from '../stage';
import { tellCustomer } from './telling';

export const conclude: Stage<'conclude'> = async (c, step) => {
  const reason = step.reason === undefined ? undefined : c.state.forms?.[step.reason.form]?.texts[step.reason.field];
  if (step.template !== undefined && step.template !== null)
    await tellCustomer(c, 'told', step.template, step, reason === undefined ? {} : { reason });
  return endAs(step.end, step.then);
};
