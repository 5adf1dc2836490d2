import { endAs, next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { quote } from './definition';
import { ofHandler } from '../../step/handler';
import { tellCustomer } from '../../step/notify-customer';

export const runQuote: Run<typeof quote> = async (c, step) => {
  const answer = await c.awaitTask('quote', { ...ofHandler(c, step), actions: ['quote'] });
  const {
    items = [],
    agreed = false,
    ...words
  } = (answer?.data ?? {}) as {
    items?: { amountFen: number }[];
    agreed?: boolean;
  };
  const amountFen = items.reduce((sum, item) => sum + item.amountFen, 0);
  if (agreed) {
    c.record('agreed', 'PriceAgreed', { items, amountFen, ...words }, answer?.by);
    return next;
  }
  // Time agrees to no price in anybody's name.
  c.record('refused', 'PriceRefused', { items, amountFen, ...words }, answer?.by);
  const { end, template, then } = step.refused;
  if (template !== undefined) await tellCustomer(c, 'price-refused', template, step);
  return endAs(end, then);
};
