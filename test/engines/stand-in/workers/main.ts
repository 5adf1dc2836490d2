/** Stands in for the worker: takes tasks of the queue, which nobody gives, until it is asked to end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../../../workflows/messages';

const LONG_POLL_MS = 90_000;
const PAUSE_MS = 300;

async function poll(): Promise<void> {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  await connection.withDeadline(Date.now() + LONG_POLL_MS, () =>
    connection.workflowService.pollWorkflowTaskQueue({
      namespace: process.env.TEMPORAL_NAMESPACE,
      taskQueue: { name: TASK_QUEUE },
      identity: `${process.pid}@stand-in`,
    }),
  );
}

async function pollForEver(): Promise<never> {
  for (;;) {
    // The server may be away for a while, as for the real worker.
    await poll().catch((error: unknown) => console.error(error));
    await sleep(PAUSE_MS);
  }
}

process.once('SIGTERM', () => {
  console.log('worker ends');
  process.exit(0);
});
void pollForEver();
