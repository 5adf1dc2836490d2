import { groundFor } from '../case/effects/goodwill';
import type { StepContext } from './context';

/** What a proposal says of the ground on which it may cost so much; undefined where it may not. */
export function ground(c: StepContext, costFen: number): { goodwill?: true } | undefined {
  const found = groundFor(c.state, c.policy, costFen);
  if (found === undefined) return undefined;
  return found === 'goodwill' ? { goodwill: true } : {};
}

/** Why a proposal is given back where nothing may be given. */
export const UNFOUNDED = ['options: unfounded'];
