import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** What the SDK keeps for itself: a signal named so makes it throw before any handler runs. */
const RESERVED = '__temporal_';

/** Name under which such a signal reaches the handler of unknown ones. */
const UNKNOWN = 'reserved';

/**
 * A signal with a reserved name would fail the workflow task, and fail it again for ever; the failure takes the worker
 * down with it. Anybody who may signal could do so, hence it is renamed before the SDK looks at it.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  internals: [
    {
      activate(input, next) {
        for (const { signalWorkflow: signal } of input.activation.jobs ?? [])
          if (signal?.signalName?.startsWith(RESERVED) === true) signal.signalName = UNKNOWN;
        next(input);
      },
    },
  ],
});
