import { endAs, next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { choose } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runChoose: Run<typeof choose> = async (c, step) => {
  const answer = await c.awaitTask('choice', { ...step, actions: ['chooseWay'] });
  const { way: name = '', ...words } = (answer?.data ?? {}) as { way?: string };
  const way = step.ways[name];
  if (way === undefined) return next;
  const fact = step.fact === undefined ? {} : { fact: step.fact };
  c.record('chosen', 'WayChosen', { step: step.id, way: name, title: way.title, ...fact, ...words }, answer?.by);
  if (way.template !== undefined)
    await tellCustomer(c, 'told', way.template, { ...step, who: step.teller ?? step.who }, asReason(words));
  if (way.newRound) c.record('round', 'RoundStarted', { because: name });
  if (way.end !== undefined) return endAs(way.end, way.then);
  return way.to === undefined ? next : to(way.to);
};

/** The decision's own reason is what a message about it gives as the reason. */
function asReason(words: { reason?: string }): Record<string, string> {
  return words.reason === undefined ? {} : { reason: words.reason };
}
