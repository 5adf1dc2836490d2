import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import type { ArchivedRuns } from '../models/archived-runs';
import { NOBODY_IS_TOLD } from '../models/note-work';
import type { NoteWork } from '../models/note-work';
import type { ArchiveState } from '../models/process-reports';
import { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS } from '../workflows/messages';

/** Temporal's list follows its runs by seconds; runs closed this long before the last sweep are looked at again. */
const OVERLAP_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 3_600_000;
/** An alarm that stands is repeated so often. */
const ALARM_EVERY_MS = 3_600_000;

export interface ArchiverOptions {
  client: Client;
  runs: ArchivedRuns;
  /** Time between two sweeps; one minute. */
  everyMs?: number;
  /** Told of each sweep, with the first error if a run could not be exported; it is tried again at the next. */
  note?: NoteWork;
  /** How long before Temporal forgets a run that waits it is an alarm; 7 days, at most half of the retention. */
  alarmBeforeMs?: number;
  /** As `Date.now()`. */
  now?: () => number;
  /** Told that it has come to that, once an hour. */
  onAlarm?: (state: ArchiveState) => void;
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
  readonly #note: NoteWork;
  readonly #alarmBeforeMs: number;
  readonly #now: () => number;
  readonly #onAlarm: (state: ArchiveState) => void;
  /** Everything that closed before has been exported, or waits. */
  #since: Date | undefined;
  /** Ended runs that are known not to be archived, by their ids. */
  readonly #waiting = new Map<string, WorkflowExecutionInfo>();
  #retentionMs: number | undefined;
  #alarmedMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<unknown> = Promise.resolve();
  #stopped = true;

  constructor({ client, runs, everyMs = 60_000, ...options }: ArchiverOptions) {
    this.#client = client;
    this.#runs = runs;
    this.#everyMs = everyMs;
    this.#note = options.note ?? NOBODY_IS_TOLD;
    this.#alarmBeforeMs = options.alarmBeforeMs ?? 7 * DAY_MS;
    this.#now = options.now ?? Date.now;
    this.#onAlarm = options.onAlarm ?? (() => undefined);
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

  /** How far it is behind. */
  state(): ArchiveState {
    const waiting = this.#waiting.size;
    const closedMs = [...this.#waiting.values()].map(({ closeTime }) => closeTime?.getTime() ?? Infinity);
    if (waiting === 0 || this.#retentionMs === undefined) return { waiting, alarm: false };
    const lostMs = Math.min(...closedMs) + this.#retentionMs;
    const alarm = lostMs - this.#now() < Math.min(this.#alarmBeforeMs, this.#retentionMs / 2);
    return { waiting, lostAt: new Date(lostMs).toISOString(), alarm };
  }

  /**
   * Exports what has ended since the last sweep and what waits; the first looks at all that Temporal has. A run that fails
   * does not keep the others. Throws if Temporal can't be asked.
   */
  async sweepOnce(): Promise<Sweep> {
    const startedAt = Date.now();
    const since = this.#since === undefined ? '' : ` AND CloseTime >= '${this.#since.toISOString()}'`;
    const types = [COMPLAINT_WORKFLOW, ...Object.values(PROCEEDING_WORKFLOWS)].map((type) => `'${type}'`).join(', ');
    const query = `WorkflowType IN (${types}) AND ExecutionStatus != 'Running'${since}`;
    const sweep: Sweep = { seen: 0, exported: 0, failed: 0 };
    let failure: unknown;
    const unknown: string[] = [];
    const tried = new Set<string>();
    const attempt = async (run: WorkflowExecutionInfo): Promise<void> => {
      if (tried.has(run.runId)) return;
      tried.add(run.runId);
      sweep.seen++;
      try {
        if (await this.#export(run)) sweep.exported++;
      } catch (error) {
        sweep.failed++;
        failure ??= error;
        if (!this.#waiting.has(run.runId)) unknown.push(run.runId);
      }
    };
    for (const run of [...this.#waiting.values()]) await attempt(run);
    for await (const run of this.#client.workflow.list({ query })) await attempt(run);
    if (unknown.length === 0) this.#since = new Date(startedAt - OVERLAP_MS);
    await this.#watchRetention();
    this.#note('archiver', failure);
    return sweep;
  }

  async #watchRetention(): Promise<void> {
    const { namespace } = this.#client.options;
    const { config } = await this.#client.workflowService.describeNamespace({ namespace });
    this.#retentionMs = tsToMs(config?.workflowExecutionRetentionTtl);
    const state = this.state();
    if (!state.alarm) this.#alarmedMs = 0;
    else if (this.#now() - this.#alarmedMs > ALARM_EVERY_MS) {
      this.#alarmedMs = this.#now();
      this.#onAlarm(state);
    }
  }

  #sweepAndWait(): void {
    this.#sweeping = this.sweepOnce()
      .catch((error: unknown) => this.#note('archiver', error))
      .then(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#sweepAndWait(), this.#everyMs).unref();
      });
  }

  /** Answers whether there was anything to do. */
  async #export(run: WorkflowExecutionInfo): Promise<boolean> {
    const { workflowId, runId, status, startTime, closeTime } = run;
    if (closeTime === undefined) return false;
    if (await this.#isArchived(run, closeTime)) {
      this.#waiting.delete(runId);
      return false;
    }
    this.#waiting.set(runId, run);
    const history = await this.#client.workflow.getHandle(workflowId, runId).fetchHistory();
    await this.#runs.store(
      {
        ...{ runId, no: workflowId, status: status.name, events: history.events?.length ?? 0 },
        ...{ startedAt: startTime.toISOString(), closedAt: closeTime.toISOString() },
      },
      temporal.api.history.v1.History.encode(history).finish(),
    );
    this.#waiting.delete(runId);
    return true;
  }

  /** While the database can't be asked, what ended since the last sweep is taken for not archived. */
  async #isArchived(run: WorkflowExecutionInfo, closedAt: Date): Promise<boolean> {
    try {
      return await this.#runs.has(run.runId);
    } catch (error) {
      if (this.#since !== undefined && closedAt.getTime() > this.#since.getTime() + OVERLAP_MS)
        this.#waiting.set(run.runId, run);
      throw error;
    }
  }
}
