import type { Sinks, WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { proxySinks } from '@temporalio/workflow';

/** How a case that is replayed tells what it would journal. */
export interface BatchSinks extends Sinks {
  batches: { told(order: unknown): void };
}

const { batches } = proxySinks<BatchSinks>();

/** Bundled with the workflows for replays (`workers/replay.ts`). */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      scheduleActivity(input, next) {
        if (input.activityType === 'appendEvents') batches.told(input.args[0]);
        return next(input);
      },
    },
  ],
});
