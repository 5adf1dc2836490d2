import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { CANCEL_REQUEST, isOfFile } from './runtime/cancel-request';

/** What the SDK keeps for itself: a signal named so makes it throw before any handler runs. */
const RESERVED = '__temporal_';

/** Name under which such a signal reaches the handler of unknown ones. */
const UNKNOWN = 'reserved';

/**
 * What anybody who reaches Temporal could send to end a file, or to stop it for good.
 *
 * A signal with a reserved name would fail the workflow task, and fail it again for ever; the failure takes the worker
 * down with it. Hence it is renamed before the SDK looks at it. A request to cancel would break off whatever the file
 * waits for, its effects outside among it, and end it: it becomes a signal, which the file refuses and keeps.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  internals: [
    {
      activate(input, next) {
        for (const job of input.activation.jobs ?? []) {
          if (job.signalWorkflow?.signalName?.startsWith(RESERVED) === true) job.signalWorkflow.signalName = UNKNOWN;
          if (job.cancelWorkflow && isOfFile()) {
            // One job says one thing.
            Reflect.deleteProperty(job, 'cancelWorkflow');
            job.signalWorkflow = { signalName: CANCEL_REQUEST, input: [], headers: {} };
          }
        }
        next(input);
      },
    },
  ],
});
