import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { isOutcome } from '../domain/activity-contract';

/**
 * Notes when an effect ended by the clock of whoever performed it: the case takes that for its own time, for the engine's
 * may read otherwise when the case is replayed.
 */
export const outcomeTimes: ActivityInterceptorsFactory = () => ({
  inbound: {
    async execute(input, next) {
      const answer = await next(input);
      return isOutcome(answer) ? { ...answer, at: answer.at ?? new Date().toISOString() } : answer;
    },
  },
});
