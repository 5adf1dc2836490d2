import { optionalTsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { connectTemporal } from '../temporal/connect';
import type { TemporalTarget } from '../temporal/target';
import { TASK_QUEUE } from '../workflows/messages';

/** The server remembers a poller for minutes after it is gone; one that lives asks again at least every minute. */
const SEEN_WITHIN_MS = 150_000;

/**
 * Makes sure that a worker takes work, by asking the Temporal server.
 * @param isIt whether a worker of this identity is the one: the SDK calls it process id, `@`, host name
 * @throws Error if it doesn't, or the server doesn't answer
 */
export async function requirePoller(target: TemporalTarget, isIt: (identity: string) => boolean): Promise<void> {
  const connection = await connectTemporal(target, { withinMs: 2_000 });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace: target.namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    });
    const since = Date.now() - SEEN_WITHIN_MS;
    const polls = pollers.some(
      ({ identity, lastAccessTime }) => isIt(identity ?? '') && (optionalTsToMs(lastAccessTime) ?? 0) > since,
    );
    if (!polls) throw new Error('it is not taking work');
  } finally {
    await connection.close();
  }
}
