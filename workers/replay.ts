import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { History } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import type { InjectedSinks } from '@temporalio/worker';
import type { BatchSinks } from './batches-told';
import { bundleCode } from './bundle';

const load = createRequire(__filename);
// Workflows are replayed in the main thread, of which nobody asks a call stack either.
(load('./without-promise-traces.cjs') as { withoutPromiseTraces: (of: unknown) => void }).withoutPromiseTraces(
  load('@temporalio/worker/lib/workflow/vm-shared'),
);

/** A history and the case that it is of. */
export interface GivenHistory {
  workflowId: string;
  history: History;
}

/** What replaying a history comes to. */
export interface Replayed extends GivenHistory {
  /** Why it doesn't replay. */
  error?: Error;
  /** Batches of the journal that come out otherwise than they stand in the history. */
  otherwise: { now: string | undefined; then: string }[];
}

/** Workflow code as `replay` takes it: it tells what it journals. By default the code of this checkout. */
export function codeForReplay(workflowsPath = join(__dirname, '..', 'workflows', 'index.ts')): Promise<string> {
  return bundleCode(workflowsPath, [join(__dirname, 'batches-told.ts')]);
}

/**
 * Replays histories, of closed and of open runs, one after the other: the next is asked for when the one before is done.
 * The engine compares commands only by their kind; so what each journals on the way is compared here, word by word: a
 * case that comes out otherwise in memory than in its record is no replay.
 * @param code of `codeForReplay`
 */
export async function* replay(
  code: string,
  histories: Iterable<GivenHistory> | AsyncIterable<GivenHistory>,
): AsyncGenerator<Replayed, void> {
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
  let given: GivenHistory | undefined;
  const remembered = async function* (): AsyncGenerator<GivenHistory> {
    for await (given of histories) yield given;
  };
  const options = {
    workflowBundle: { code },
    dataConverter: { payloadConverterPath: require.resolve('./payload-converter') },
    sinks,
  };
  for await (const { runId, error } of Worker.runReplayHistories(options, remembered())) {
    if (given === undefined) continue;
    const told = now.get(runId) ?? [];
    now.delete(runId);
    const otherwise = batchesIn(given.history).flatMap((text, i) =>
      told[i] === text ? [] : [{ now: told[i], then: text }],
    );
    yield { ...given, otherwise, ...(error === undefined ? {} : { error }) };
  }
}

function batchesIn({ events }: History): string[] {
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
    scheduled?.activityType?.name === 'appendEvents'
      ? (scheduled.input?.payloads ?? []).map(({ data }) => Buffer.from(data ?? []).toString())
      : [],
  );
}
