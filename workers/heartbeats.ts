import type { ActivityInterceptorsFactory } from '@temporalio/worker';

const EVERY_MS = 5_000;

/**
 * While an activity with a heartbeat timeout runs, its worker says that it is alive. What runs long in a worker that was
 * killed is so begun again soon, and not only when the time is over that it may take.
 */
export const heartbeats: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      if ((context.info.heartbeatTimeoutMs ?? 0) === 0) return next(input);
      const beating = setInterval(() => context.heartbeat(), EVERY_MS);
      try {
        return await next(input);
      } finally {
        clearInterval(beating);
      }
    },
  },
});
