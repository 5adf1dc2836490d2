import type { PolicyTerms } from '../../policy/terms';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import type { CaseState } from '../state';
import { both } from '../../values/text';

/** On what ground a remedy is given; undefined where it may not be given. */
export type Ground = 'complaint' | 'goodwill';

/**
 * Nothing that costs is given on a complaint whose last judgement is unfounded, except in goodwill where the policy
 * knows it. What was given since that judgement counts towards the policy's bound.
 * @param costFen what all of it costs together
 */
export function groundFor(
  { judgement, remedies }: Pick<CaseState, 'judgement' | 'remedies'>,
  { goodwill }: Pick<PolicyTerms, 'goodwill'>,
  costFen: number,
): Ground | undefined {
  if (judgement?.founded !== false || costFen === 0) return 'complaint';
  if (goodwill === undefined) return undefined;
  const given = remedies.filter(({ status, at }) => ['executed', 'unknown'].includes(status) && at >= judgement.at);
  const all = given.reduce((sum, one) => sum + one.costFen, costFen);
  return all <= (goodwill.upToFen ?? Infinity) ? 'goodwill' : undefined;
}

/** Before its cost is known: what names an amount costs. */
export function refuseCost(
  state: CaseState,
  policy: PolicyTerms,
  remedies: readonly { params?: unknown }[],
): Refusal | undefined {
  if (policy.goodwill !== undefined || groundFor(state, policy, 1) !== undefined) return undefined;
  if (!remedies.some(({ params }) => namesAmount(params))) return undefined;
  return refuse(
    'NotAllowedByPolicy',
    422,
    both(
      '投诉已判不成立，不得给予有费用的补救。',
      'The complaint was judged unfounded. Remedies that cost money are not allowed.',
    ),
    both(
      '可致歉说明；要给予补救，须先重新判定为成立。',
      'You may apologise and explain. For any other remedy, judge the complaint again as founded.',
    ),
  );
}

function namesAmount(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  return Object.entries(params).some(
    ([name, value]: [string, unknown]) => (name.endsWith('Fen') && Number(value) > 0) || namesAmount(value),
  );
}
