import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { LoadedDataConverter } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { History } from '@temporalio/common/lib/proto-utils';
import { temporal } from '@temporalio/proto';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Journal } from '../domain/activity-contract';
import type { ArchivedRuns } from '../models/archived-runs';
import type { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS } from '../workflows/messages';

type Timestamp = NonNullable<NonNullable<History['events']>[number]['eventTime']>;

/** A batch that a case gave its journal, as its history has it. */
export interface JournaledBatch {
  head: string;
  events: CaseEvent[];
  /** The journal has answered: what is in it must be stored. */
  isStored: boolean;
  /** It was carried into a fresh history, which gives it to the journal again. */
  isCarried?: true;
  /** Hash of the workflow code that came to these events; absent where a worker didn't say. */
  build?: string;
}

/** How the engine has a file. */
export interface EngineStanding {
  runId: string;
  /** A workflow of ours runs under its number. */
  isOpen: boolean;
  /** `RUNNING`, `FAILED`, `TERMINATED` … as Temporal calls it. */
  status: string;
  startedAt: string;
  endedAt?: string;
}

/** A run and its history. */
export interface KeptRun {
  runId: string;
  history: History;
}

// The type keeps both names right; activities import no values of workflows.
const WORKFLOW_TYPES: (typeof COMPLAINT_WORKFLOW | (typeof PROCEEDING_WORKFLOWS)[keyof typeof PROCEEDING_WORKFLOWS])[] =
  ['complaintWorkflow', 'incidentWorkflow', 'correctiveActionWorkflow'];
export const JOURNAL_ACTIVITY: keyof Journal = 'appendEvents';

/**
 * The histories of cases: archived runs, and what Temporal still has. They hold every event before any store does, and
 * so everything else can be made anew from them.
 */
export class CaseHistories {
  readonly #client: Client;
  readonly #runs: ArchivedRuns;

  constructor({ client, runs }: { client: Client; runs: ArchivedRuns }) {
    this.#client = client;
    this.#runs = runs;
  }

  /** By which what stands in histories is read. */
  get converter(): LoadedDataConverter {
    return this.#client.options.loadedDataConverter;
  }

  /** The numbers of all cases that have a history, in order. Temporal's list may miss those of the last seconds. */
  async numbers(): Promise<string[]> {
    const numbers = new Set<string>();
    for await (const { no } of this.#runs.all()) numbers.add(no);
    const query = `WorkflowType IN (${WORKFLOW_TYPES.map((type) => `'${type}'`).join(', ')})`;
    for await (const { workflowId } of this.#client.workflow.list({ query })) numbers.add(workflowId);
    return [...numbers].sort();
  }

  /** Everything that a case gave its journal, in the order of its events. None: there is no history of it. */
  async batches(no: string): Promise<JournaledBatch[]> {
    const batches: JournaledBatch[] = [];
    for await (const { history } of this.each(no)) batches.push(...(await batchesOf(history, this.converter)));
    return inOrder(batches);
  }

  /** How the engine has a file now; undefined if it knows of none. */
  async standing(no: string): Promise<EngineStanding | undefined> {
    return unlessNotFound(async () => {
      const { runId, status, type, startTime, closeTime } = await this.#client.workflow.getHandle(no).describe();
      return {
        ...{ runId, status: status.name, startedAt: startTime.toISOString() },
        isOpen: status.name === 'RUNNING' && (WORKFLOW_TYPES as string[]).includes(type),
        ...(closeTime === undefined ? {} : { endedAt: closeTime.toISOString() }),
      };
    });
  }

  /** Every run of a file that is kept anywhere, the first first. */
  async runs(no: string): Promise<KeptRun[]> {
    const runs: KeptRun[] = [];
    for await (const run of this.each(no)) runs.push(run);
    return runs.sort((a, b) => startOf(a) - startOf(b));
  }

  /** The archived runs, and those that Temporal alone has, one at a time and in no order. */
  async *each(no: string): AsyncGenerator<KeptRun> {
    const seen = new Set<string>();
    for (const { runId } of await this.#runs.ofCase(no)) {
      const history = await this.#runs.history(runId);
      if (history === undefined) continue;
      seen.add(runId);
      yield { runId, history: temporal.api.history.v1.History.decode(history) };
    }
    // By the links of the runs, for Temporal's list follows by seconds; and by the list, for a case that was revived has
    // runs that no link leads to.
    let runId = (await this.standing(no))?.runId;
    while (runId !== undefined && !seen.has(runId)) {
      const history = await this.#fetch(no, runId);
      if (history === undefined) break;
      seen.add(runId);
      yield { runId, history };
      runId = runBefore(history);
    }
    for await (const listed of this.#client.workflow.list({ query: `WorkflowId = '${no}'` })) {
      if (seen.has(listed.runId)) continue;
      const history = await this.#fetch(no, listed.runId);
      if (history !== undefined) yield { runId: listed.runId, history };
    }
  }

  async #fetch(no: string, runId: string): Promise<History | undefined> {
    return unlessNotFound(() => this.#client.workflow.getHandle(no, runId).fetchHistory());
  }
}

/** Batches as they follow each other, whichever run had them. */
export function inOrder(batches: JournaledBatch[]): JournaledBatch[] {
  return batches.sort((a, b) => (a.events[0]?.seq ?? 0) - (b.events[0]?.seq ?? 0));
}

/** When a run began, by the engine's clock. */
export function startOf({ history }: KeptRun): number {
  return millisecondsOf(history.events?.[0]?.eventTime);
}

/** What a run gave its journal; what it carried from the run before, and had not stored, counts as given. */
export async function batchesOf(history: History, converter: LoadedDataConverter): Promise<JournaledBatch[]> {
  const answered = new Set(
    (history.events ?? []).map((event) => event.activityTaskCompletedEventAttributes?.scheduledEventId?.toString()),
  );
  const builds = new Map(
    (history.events ?? []).map(({ eventId, workflowTaskCompletedEventAttributes: done }) => [
      eventId?.toString(),
      done?.workerVersion?.buildId ?? done?.deploymentVersion?.buildId ?? undefined,
    ]),
  );
  const batches: JournaledBatch[] = await carriedInto(history, converter);
  for (const { eventId, activityTaskScheduledEventAttributes: scheduled } of history.events ?? []) {
    if (scheduled?.activityType?.name !== JOURNAL_ACTIVITY) continue;
    const [batch] = (await decodeArrayFromPayloads(converter, scheduled.input?.payloads)) as Parameters<
      Journal['appendEvents']
    >;
    const build = builds.get(scheduled.workflowTaskCompletedEventId?.toString());
    batches.push({
      ...{ head: batch.head, events: batch.events, isStored: answered.has(eventId?.toString()) },
      ...(build === undefined || build === '' ? {} : { build }),
    });
  }
  return batches;
}

/** An instant of a history event; 0 where it has none. */
export function millisecondsOf(at: Timestamp | null | undefined): number {
  return Number(at?.seconds ?? 0) * 1000 + Math.floor((at?.nanos ?? 0) / 1e6);
}

/** Only the engine can say that a run goes on from another: anybody can start one that claims to. */
async function carriedInto(history: History, converter: LoadedDataConverter): Promise<JournaledBatch[]> {
  if (runBefore(history) === undefined) return [];
  const payloads = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = (await decodeArrayFromPayloads(converter, payloads)) as [
    { resumed?: { head: string; outbox?: CaseEvent[] } } | undefined,
  ];
  const { head = '', outbox = [] } = input?.resumed ?? {};
  return outbox.length === 0 ? [] : [{ head, events: outbox, isStored: false, isCarried: true }];
}

function runBefore(history: History): string | undefined {
  const id = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  return id === null || id === '' ? undefined : id;
}

async function unlessNotFound<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
