import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { ArchivedRuns } from '../models/archived-runs';
import { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS } from '../workflows/messages';

/** Temporal's list follows its runs by seconds; runs closed this long before the last sweep are looked at again. */
const OVERLAP_MS = 10 * 60 * 1000;

export interface ArchiverOptions {
  client: Client;
  runs: ArchivedRuns;
  /** Time between two sweeps; one minute. */
  everyMs?: number;
  /** Told of every run that could not be exported; it is tried again at the next sweep. */
  onFailure?: (runId: string | undefined, error: unknown) => void;
}

/** What a sweep did; `seen` are the ended runs it looked at. */
export interface Sweep {
  seen: number;
  exported: number;
  failed: number;
}

/**
 * Exports the histories of ended runs, those that went on in a fresh history too, before Temporal's retention removes
 * them. It asks Temporal, not the cases, so that nothing that ended while it was down is missed. Several may run.
 */
export class Archiver {
  readonly #client: Client;
  readonly #runs: ArchivedRuns;
  readonly #everyMs: number;
  readonly #onFailure: (runId: string | undefined, error: unknown) => void;
  /** Everything that closed before has been exported. */
  #since: Date | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<unknown> = Promise.resolve();
  #stopped = true;

  constructor({ client, runs, everyMs = 60_000, onFailure = () => undefined }: ArchiverOptions) {
    this.#client = client;
    this.#runs = runs;
    this.#everyMs = everyMs;
    this.#onFailure = onFailure;
  }

  /** Sweeps now and then at intervals, until stopped. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#sweepAndWait();
  }

  /** Resolves when the export under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#sweeping;
  }

  /**
   * Exports what has ended since the last sweep; the first looks at all that Temporal has. A run that fails does not
   * keep the others. Throws if Temporal can't be asked.
   */
  async sweepOnce(): Promise<Sweep> {
    const startedAt = Date.now();
    const since = this.#since === undefined ? '' : ` AND CloseTime >= '${this.#since.toISOString()}'`;
    const types = [COMPLAINT_WORKFLOW, ...Object.values(PROCEEDING_WORKFLOWS)].map((type) => `'${type}'`).join(', ');
    const query = `WorkflowType IN (${types}) AND ExecutionStatus != 'Running'${since}`;
    const sweep: Sweep = { seen: 0, exported: 0, failed: 0 };
    for await (const run of this.#client.workflow.list({ query })) {
      sweep.seen++;
      try {
        if (await this.#export(run)) sweep.exported++;
      } catch (error) {
        sweep.failed++;
        this.#onFailure(run.runId, error);
      }
    }
    if (sweep.failed === 0) this.#since = new Date(startedAt - OVERLAP_MS);
    return sweep;
  }

  #sweepAndWait(): void {
    this.#sweeping = this.sweepOnce()
      .catch((error: unknown) => this.#onFailure(undefined, error))
      .then(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#sweepAndWait(), this.#everyMs).unref();
      });
  }

  /** Answers whether there was anything to do. */
  async #export(run: WorkflowExecutionInfo): Promise<boolean> {
    const { workflowId, runId, status, startTime, closeTime } = run;
    if (closeTime === undefined || (await this.#runs.has(runId))) return false;
    const history = await this.#client.workflow.getHandle(workflowId, runId).fetchHistory();
    await this.#runs.store(
      {
        ...{ runId, no: workflowId, status: status.name, events: history.events?.length ?? 0 },
        ...{ startedAt: startTime.toISOString(), closedAt: closeTime.toISOString() },
      },
      temporal.api.history.v1.History.encode(history).finish(),
    );
    return true;
  }
}
