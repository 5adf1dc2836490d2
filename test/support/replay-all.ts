import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { InjectedSinks } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import { bundleCode } from '../../workers/bundle';
import type { History } from './at-rest';
import type { BatchSinks } from './batches-told';

export interface Replayed {
  workflowId: string;
  /** Why it doesn't replay. */
  error?: Error;
  /** Batches of the journal that come out otherwise than they stand in the history. */
  otherwise: { now: string | undefined; then: string }[];
}

let bundle: Promise<string> | undefined;

/**
 * Replays histories on the code that is there. The engine compares commands only by their kind; so what each journals on
 * the way is compared here, word by word: a case that comes out otherwise in memory than in its record is no replay.
 */
export async function* replay(
  histories: Iterable<{ workflowId: string; history: History }>,
): AsyncGenerator<Replayed, void> {
  const code = await (bundle ??= bundleCode(join(__dirname, '..', '..', 'workflows', 'index.ts'), [
    join(__dirname, 'batches-told.ts'),
  ]));
  const then = new Map<string, string[]>();
  const now = new Map<string, string[]>();
  const sinks: InjectedSinks<BatchSinks> = {
    batches: {
      told: {
        callDuringReplay: true,
        fn: ({ runId }, order) => {
          now.set(runId, [...(now.get(runId) ?? []), JSON.stringify(order)]);
        },
      },
    },
  };
  const given = function* (): Generator<{ workflowId: string; history: History }> {
    for (const one of histories) {
      then.set(runOf(one.history), batchesIn(one.history));
      yield one;
    }
  };
  const options = {
    workflowBundle: { code },
    dataConverter: { payloadConverterPath: require.resolve('../../workers/payload-converter') },
    sinks,
  };
  for await (const { workflowId, runId, error } of Worker.runReplayHistories(options, given())) {
    const told = now.get(runId) ?? [];
    const otherwise = (then.get(runId) ?? []).flatMap((text, i) =>
      told[i] === text ? [] : [{ now: told[i], then: text }],
    );
    yield { workflowId, otherwise, ...(error === undefined ? {} : { error }) };
  }
}

/** Replays every history that the engine has; answers how many, and what came out otherwise. */
export async function replayAll(
  client: Client,
): Promise<{ replayed: number; failed: { no: string; error: string }[] }> {
  const failed: { no: string; error: string }[] = [];
  let replayed = 0;
  const histories: { workflowId: string; history: History }[] = [];
  for await (const one of client.workflow.list().intoHistories({ concurrency: 5 }))
    histories.push({ workflowId: one.workflowId, history: one.history as History });
  for await (const { workflowId, error, otherwise } of replay(histories)) {
    replayed++;
    if (error !== undefined) failed.push({ no: workflowId, error: error.message });
    else if (otherwise[0] !== undefined) failed.push({ no: workflowId, error: JSON.stringify(otherwise[0]) });
  }
  return { replayed, failed };
}

function runOf({ events }: History): string {
  return events?.[0]?.workflowExecutionStartedEventAttributes?.originalExecutionRunId ?? '';
}

function batchesIn({ events }: History): string[] {
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled?.activityType?.name === 'appendEvents'
      ? (scheduled.input?.payloads ?? []).map(({ data }) => Buffer.from(data ?? []).toString())
      : [],
  );
}
