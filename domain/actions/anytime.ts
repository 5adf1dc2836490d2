import type { ActionDefinition } from './action';
import type { CaseEventPayloads } from '../case/events';
import type { Envelope } from '../file/envelope';
import type { EventDefinitions, FactOf, PayloadsOf } from '../event';
import type { CompiledPolicy } from '../policy/compiled';
import type { CaseState } from '../case/state';
import type { SharedPayloads } from '../step/shared-events';
import type { Reach } from './who';

/**
 * An action that needs no task: it turns into events at once, its own (`E`) or those of the case. `apply` is pure and runs
 * after `refuse` has passed.
 */
export interface AnytimeAction<
  D = unknown,
  N extends string = string,
  E extends EventDefinitions = EventDefinitions,
> extends ActionDefinition<D, N, unknown, CompiledPolicy> {
  anytime: true;
  /** Who may do it where the policy names no roles for it. */
  who: Reach;
  /**
   * The complainant may do it too, in their own case: always, or where the policy names no roles for it and so makes it
   * nobody's to decide.
   */
  byCustomer?: 'always' | 'unlessRolesAreNamed';
  /** A policy that allows that action allows this one. */
  goesWith?: string;
  /** Taken while the case waits whether another one takes it over: everything else is asked to come again. */
  whileMerging?: true;
  /** Belongs, once the case was merged into another, to that one. */
  movesOn?: true;
  /** Whether it makes sense as the case stands: what doesn't is not offered to anybody. By default always. */
  isOffered?: (state: CaseState, policy: CompiledPolicy) => boolean;
  /** The track that takes it up, and by which event: a policy that allows the action has to have it. */
  takenUpBy?: { track: string; on: string };
  /** Those that nothing else brings about. */
  events: E;
  apply: (input: {
    state: CaseState;
    policy: CompiledPolicy;
    message: Envelope<D>;
  }) => FactOf<PayloadsOf<E> & CaseEventPayloads & SharedPayloads>[];
}

/** Keeps the types of data, name and events while all actions share one table. */
export function defineAnytimeAction<D, const N extends string, E extends EventDefinitions>(
  action: Omit<AnytimeAction<D, N, E>, 'anytime'>,
): AnytimeAction<D, N, E> {
  return { ...action, anytime: true };
}
