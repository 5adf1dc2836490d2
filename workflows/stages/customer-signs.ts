import { next, to } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { ofHandler } from '../../domain/step/handler';
import { tellCustomer } from '../../domain/step/notify-customer';
import { tellStaff } from './telling-staff';

export const customerSigns: Stage<'customerSigns'> = async (c, step) => {
  const answer = await c.awaitTask('signature', { ...ofHandler(c, step), actions: ['recordSignature'] });
  const { signed = false, amountFen = 0, ...words } = (answer?.data ?? {}) as { signed?: boolean; amountFen?: number };
  if (!signed) {
    c.record('refused', 'SignatureRefused', words, answer?.by);
    return step.refused !== undefined && c.visit <= step.refused.atMost ? to(step.refused.to) : next;
  }
  c.record('signed', 'CustomerSigned', { amountFen, ...words }, answer?.by);
  if (step.template !== null) await tellCustomer(c, 'copy', step.template, step);
  await tellStaff(c, 'copy', { tell: step.copies, by: ['email'], template: step.copyTemplate });
  return next;
};
