import type { Client } from '@temporalio/client';
import type { GivenHistory, Replayed } from '../../workers/replay';
import { DOMAIN_SOURCES } from '../../workers/domain-sources';
import { MadeOnce } from '../../workers/made-once';
import { codeForReplay, replay } from '../../workers/replay';
import type { History } from './at-rest';
import { CACHE } from './cache';

let code: Promise<string> | undefined;

function codeOfToday(): Promise<string> {
  const made = MadeOnce.of(CACHE, 'code-for-replay', ...DOMAIN_SOURCES, 'workflows', 'workers');
  return Promise.resolve(made.text ?? codeForReplay().then((text) => made.keep(text)));
}

/** Replays histories on the workflow code of today. */
export async function* replayOnToday(
  histories: Iterable<GivenHistory> | AsyncIterable<GivenHistory>,
): AsyncGenerator<Replayed, void> {
  yield* replay(await (code ??= codeOfToday()), histories);
}

/** Replays every history that the engine has; answers how many, and what came out otherwise. */
export async function replayAll(
  client: Client,
): Promise<{ replayed: number; failed: { no: string; error: string }[] }> {
  const failed: { no: string; error: string }[] = [];
  let replayed = 0;
  const histories: GivenHistory[] = [];
  for await (const one of client.workflow.list().intoHistories({ concurrency: 5 }))
    histories.push({ workflowId: one.workflowId, history: one.history as History });
  for await (const { workflowId, error, otherwise } of replayOnToday(histories)) {
    replayed++;
    if (error !== undefined) failed.push({ no: workflowId, error: error.message });
    else if (otherwise[0] !== undefined) failed.push({ no: workflowId, error: JSON.stringify(otherwise[0]) });
  }
  return { replayed, failed };
}
