import type { Client } from '@temporalio/client';
import type { History } from './at-rest';

/** What one run of a file weighs, in bytes: its history, the largest batch of its journal, what it left to the next run. */
export interface RunWeight {
  bytes: number;
  entries: number;
  batch: number;
  carried: number;
}

type Payloads = { payloads?: { data?: Uint8Array | null }[] | null } | null | undefined;

/** The runs of a file, the first one first; one history at a time is in memory. */
export async function runsOf(client: Client, no: string): Promise<RunWeight[]> {
  const last = await client.workflow.getHandle(no).fetchHistory();
  const runs: RunWeight[] = [];
  const first = last.events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId ?? undefined;
  for (let runId = first; runId !== undefined;) {
    const handle = client.workflow.getHandle(no, runId);
    const [history, { historySize = 0, historyLength }] = [await handle.fetchHistory(), await handle.describe()];
    const { batch, carried, next } = weighed(history);
    runs.push({ bytes: historySize, entries: historyLength, batch, carried });
    runId = next;
  }
  return runs;
}

function weighed({ events }: History): { batch: number; carried: number; next?: string } {
  const batches = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled?.activityType?.name === 'appendEvents' ? [sizeOf(scheduled.input)] : [],
  );
  const left = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
  const next = left?.newExecutionRunId ?? undefined;
  return {
    ...{ batch: Math.max(0, ...batches), carried: sizeOf(left?.input) },
    ...(next === undefined ? {} : { next }),
  };
}

function sizeOf(given: Payloads): number {
  return (given?.payloads ?? []).reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
}
