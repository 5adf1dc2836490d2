import { valuesOf } from '../../linked-cases/incident/likeness';
import { factsOf } from '../../case/known-facts';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { lookForAlike } from './definition';

export const runLookForAlike: Run<typeof lookForAlike> = async (c) => {
  // As they are when the case comes here: what is learnt later does not make it another kind of complaint.
  const likenesses = c.remember('likenesses', () =>
    (c.policy.incidents?.rules ?? []).flatMap((rule) => {
      const values = valuesOf(rule, factsOf(c.state));
      return values === undefined ? [] : [{ rule: rule.id, values }];
    }),
  );
  for (const { rule, values } of likenesses) {
    if (c.state.incident !== undefined) break;
    const counted = await c.perform(`count-${rule}`, 'countAlike', { rule, values, ...c.at });
    c.record(`counted-${rule}`, 'AlikeCounted', { rule, ...counted.result });
  }
  return next;
};
