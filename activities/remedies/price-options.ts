import type { ProposedOption, ProposedRemedy } from '../../domain/case/state';
import type { PureAnswers } from '../../domain/activity-contract';
import type { RemedyDefinition } from './contract';
import { problemsOf } from './problems';

/**
 * Checks proposed remedies against their own parameters and prices them. An option costs what its remedies cost
 * together; the proposal what its dearest option costs, because the customer may choose that one and whoever approves
 * must be allowed to.
 *
 * Problems are stable (`options.0.remedies.1.params.amountFen: too_small`), and hold no value. Pure: never throws.
 */
export function createPriceOptions({
  remedies,
}: {
  remedies: ReadonlyMap<string, RemedyDefinition>;
}): PureAnswers['priceOptions'] {
  return async ({ options }) => {
    const problems: string[] = [];
    const priced = options.map(({ title, remedies: proposed }, o): ProposedOption => {
      const fit = proposed.flatMap(({ kind, params }, r): ProposedRemedy[] => {
        const at = ['options', o, 'remedies', r];
        const remedy = remedies.get(kind);
        if (remedy === undefined) {
          problems.push(`${[...at, 'kind'].join('.')}: unknown_kind`);
          return [];
        }
        const parsed = remedy.params.safeParse(params);
        if (!parsed.success) {
          problems.push(...problemsOf(parsed.error, [...at, 'params']));
          return [];
        }
        return [{ kind, params: parsed.data as Record<string, unknown>, costFen: remedy.costFen(parsed.data) }];
      });
      const costFen = fit.reduce((sum, one) => sum + one.costFen, 0);
      return { ...(title === undefined ? {} : { title }), remedies: fit, costFen };
    });
    if (problems.length > 0) return { ok: false, problems };
    return { ok: true, options: priced, costFen: Math.max(0, ...priced.map((option) => option.costFen)) };
  };
}
