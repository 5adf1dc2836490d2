import { done } from '../../step/outcome';
import type { Run } from '../../stage';
import type { decideExtension } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runDecideExtension: Run<typeof decideExtension> = async (c) => {
  const id = c.remember(
    'clock',
    () => Object.entries(c.state.clocks).find(([, { asked }]) => asked?.line === c.line)?.[0] ?? '',
  );
  const rules = c.policy.clocks.find((rule) => rule.id === id)?.extend;
  const asked = c.remember('asked', () => c.state.clocks[id]?.asked ?? null);
  if (rules === undefined || asked === null) return done;
  const clock = () => c.state.clocks[id];
  const hasEnded = (): boolean => clock()?.status !== 'running' || clock()?.missedAt !== undefined;
  const answer = await c.awaitTask('decide', {
    ...{ who: rules.approve, within: rules.within, overdue: rules.overdue },
    actions: ['approveExtension', 'refuseExtension'],
    barred: asked.askedBy.map((person) => ({ id: person, why: 'asked' })),
    until: hasEnded,
  });
  if (answer?.action === 'refuseExtension' || (answer !== undefined && answer.by === undefined)) {
    c.record('refused', 'ExtensionRefused', { clock: id, ...answer.data }, answer.by);
    return done;
  }
  const wasDueAt = c.remember('was', () => clock()?.dueAt ?? '');
  if (answer === undefined || (c.state.answers[`${c.place}/extended/recorded`] === undefined && hasEnded())) {
    c.record('lapsed', 'ExtensionLapsed', { clock: id }, answer?.by);
    return done;
  }
  c.record('extended', 'LimitExtended', { clock: id, by: asked.by, ...answer.data }, answer.by);
  // A clock that stands still has no date yet of which the customer could be told.
  await c.standStill(() => hasEnded() || (clock()?.dueAt ?? wasDueAt) !== wasDueAt);
  const dueAt = clock()?.dueAt;
  if (dueAt === undefined || hasEnded()) return done;
  await tellCustomer(
    c,
    'told',
    rules.template,
    { who: rules.teller ?? rules.approve, within: rules.within, overdue: rules.overdue },
    {
      promisedAt: dueAt,
      ...(asked.reason === undefined ? {} : { reason: asked.reason }),
    },
  );
  return done;
};
