import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { checkCustomer } from './definition';

export const runCheckCustomer: Run<typeof checkCustomer> = async (c, step) => {
  const { complainant, product } = c.state.intake ?? {};
  const said = { ...complainant, ...(product === undefined ? {} : { product }) };
  const compared = step.compare.flatMap((part) => {
    const value = said[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  const found = await c.perform('customer', 'lookUpCustomer', { said: Object.fromEntries(compared) });
  const answer = found.result?.['match'];
  const match = found.status !== 'succeeded' ? 'unreachable' : typeof answer === 'string' ? answer : 'unknown';
  c.record('checked', 'CustomerChecked', { match, differs: found.result?.['differs'] ?? [] });
  if (match === 'matched') return next;
  const word = await c.awaitTask('settle', { ...step, actions: ['settleCustomer'] });
  if (word?.by !== undefined) c.record('settled', 'CustomerSettled', { ...word.data }, word.by);
  return next;
};
