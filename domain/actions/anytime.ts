import type { ActionDefinition } from '../action';
import type { Envelope } from '../envelope';
import type { NewEvent } from '../events';
import type { CompiledPolicy } from '../policy/compiled';
import type { CaseState } from '../state';
import type { Reach } from './who';

/** An action that needs no task: it turns into events at once. `apply` is pure and runs after `refuse` has passed. */
export interface AnytimeAction<D = unknown> extends ActionDefinition<D> {
  anytime: true;
  /** Who may do it where the policy names no roles for it. */
  who: Reach;
  /** A policy that allows that action allows this one. */
  goesWith?: string;
  /** Taken while the case waits whether another one takes it over: everything else is asked to come again. */
  whileMerging?: true;
  /** Belongs, once the case was merged into another, to that one. */
  movesOn?: true;
  /** Whether it makes sense as the case stands: what doesn't is not offered to anybody. By default always. */
  isOffered?: (state: CaseState, policy: CompiledPolicy) => boolean;
  apply: (input: {
    state: CaseState;
    policy: CompiledPolicy;
    message: Envelope<D>;
  }) => Pick<NewEvent, 'type' | 'place' | 'data'>[];
}

export function defineAnytimeAction<D>(action: Omit<AnytimeAction<D>, 'anytime'>): AnytimeAction<D> {
  return { ...action, anytime: true };
}
