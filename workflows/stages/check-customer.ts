import { next } from '../outcome';
import type { Stage } from '../stage';

export const checkCustomer: Stage<'checkCustomer'> = async (c, step) => {
  const { complainant, product } = c.state.intake ?? {};
  const said = { ...complainant, ...(product === undefined ? {} : { product }) };
  const compared = step.compare.flatMap((part) => {
    const value = said[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  const found = await c.perform('customer', 'lookUpCustomer', { said: Object.fromEntries(compared) });
  const match = found.status === 'succeeded' ? String(found.result?.['match'] ?? 'unknown') : 'unreachable';
  c.record('checked', 'CustomerChecked', { match, differs: found.result?.['differs'] ?? [] });
  if (match === 'matched') return next;
  const answer = await c.awaitTask('settle', { ...step, actions: ['settleCustomer'] });
  if (answer?.by !== undefined) c.record('settled', 'CustomerSettled', { ...answer.data }, answer.by);
  return next;
};
