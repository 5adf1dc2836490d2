import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workers/bundle';

/** Replays every history that the engine has on the code that is there; answers how many, and what did not replay. */
export async function replayAll(
  client: Client,
  cache: string,
): Promise<{ replayed: number; failed: { no: string; error: string }[] }> {
  const bundle = await workflowBundle(cache);
  const failed: { no: string; error: string }[] = [];
  let replayed = 0;
  const options = {
    workflowBundle: { code: bundle.code },
    dataConverter: { payloadConverterPath: require.resolve('../../workers/payload-converter') },
  };
  const histories = client.workflow.list().intoHistories({ concurrency: 5 });
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    replayed++;
    if (error !== undefined) failed.push({ no: workflowId, error: error.message });
  }
  return { replayed, failed };
}
