import { endAs, next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { customerSigns } from './definition';
import { ofHandler } from '../../step/handler';
import { tellCustomer } from '../../step/notify-customer';
import { tellStaff } from '../../step/notify-roles';

export const runCustomerSigns: Run<typeof customerSigns> = async (c, step) => {
  const answer = await c.awaitTask('signature', { ...ofHandler(c, step), actions: ['recordSignature'] });
  const { signed = false, amountFen = 0, ...words } = (answer?.data ?? {}) as { signed?: boolean; amountFen?: number };
  if (!signed) {
    c.record('refused', 'SignatureRefused', words, answer?.by);
    if (step.refused === undefined) return next;
    const { to: back, atMost, end, then } = step.refused;
    if (c.visit <= atMost) return to(back);
    return end === undefined ? next : endAs(end, then);
  }
  c.record('signed', 'CustomerSigned', { amountFen, ...words }, answer?.by);
  if (step.template !== null) await tellCustomer(c, 'copy', step.template, step);
  await tellStaff(c, 'copy', { tell: step.copies, by: ['email'], template: step.copyTemplate });
  return next;
};
