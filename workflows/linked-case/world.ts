import { proxyActivities } from '@temporalio/workflow';
import type { Effects, ProceedingWork, PureAnswers } from '../../domain/activity-contract';

/**
 * Tried for ever: what a linked case owes its members and others does not lapse, and retries add nothing to the history.
 * A list of customers takes minutes to tell; that a worker is gone is known by its silence, long before that.
 */
export const world = proxyActivities<PureAnswers & Effects & ProceedingWork>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});
type Calls = Record<keyof PureAnswers | keyof ProceedingWork, (argument: unknown) => Promise<unknown>>;
/** The same by name, their answers not believed yet. */
export const calls = world as unknown as Calls;
