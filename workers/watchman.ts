import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { CaseHistories } from '../activities/case-histories';
import { endOf } from '../activities/engine-end';
import { kindOfNumber } from '../domain/values/complaint-number';
import { differenceOf } from '../models/case-findings';
import type { CaseFinding, CaseFindings, EngineEnd, FindingKind, Look } from '../models/case-findings';
import type { Confidentiality } from '../models/confidentiality';
import type { ReadModels } from '../models/read-models';
import { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS } from '../workflows/messages';

const { HistoryEventFilterType } = temporal.api.enums.v1;

/** Numbers that Temporal's list answers at a time, and files that are looked at themselves at once. */
const PAGE = 1_000;
const AT_ONCE = 20;
/** A file whose first event is on its way has no entry yet. */
const NEW_MS = 60_000;

const TYPES = [COMPLAINT_WORKFLOW, ...Object.values(PROCEEDING_WORKFLOWS)].map((type) => `'${type}'`).join(', ');
const OPEN = `WorkflowType IN (${TYPES}) AND ExecutionStatus = 'Running'`;

export interface WatchmanOptions {
  client: Client;
  histories: Pick<CaseHistories, 'standing'>;
  readModels: Pick<ReadModels, 'openNumbers' | 'standing'>;
  findings: CaseFindings;
  confidentiality: Pick<Confidentiality, 'isConfidential'>;
  /** Time between two looks. */
  everyMs: number;
  /** How long both sides have to have differed before it is a finding: an ending takes moments. Default `everyMs`. */
  graceMs?: number;
  /** Told of each finding, once by whichever worker was first; of each that is none any more; of each look that failed. */
  onFound: (finding: CaseFinding) => void;
  onGone: (no: string) => void;
  onFailure: (error: unknown) => void;
}

/**
 * Compares what is open in the register with what is open in the engine, again and again. Both are read as lists;
 * whatever stands on one alone is then looked at itself, for Temporal's list follows by seconds. Several may run.
 */
export class Watchman {
  readonly #options: WatchmanOptions;
  /** When each file that seems to differ did so first, by this process. */
  #suspected = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<unknown> = Promise.resolve();
  #stopped = true;

  constructor(options: WatchmanOptions) {
    this.#options = options;
  }

  /** Looks now and then at intervals, until stopped. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#lookAndWait();
  }

  /** Resolves when the look under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  /** One look at both sides. Throws if one of them can't be asked: then nothing is known, and nothing changed. */
  async lookOnce(): Promise<Look> {
    const { readModels, findings } = this.#options;
    const known = await findings.all();
    const startedAt = Date.now();
    const registered = new Set<string>();
    for await (const no of readModels.openNumbers()) registered.add(no);
    const running = await this.#running();
    const suspects = new Set([
      ...[...registered].filter((no) => !running.has(no)),
      ...[...running].filter((no) => !registered.has(no)),
      // The lists may agree by mistake for a moment: what was found is gone when it is looked at itself.
      ...known.map(({ no }) => no),
    ]);
    const before = this.#suspected;
    this.#suspected = new Map();
    for (const some of inGroups([...suspects], AT_ONCE))
      await Promise.all(some.map((no) => this.#lookAt(no, before.get(no) ?? startedAt)));
    for (const { no } of known) if (!this.#suspected.has(no) && (await findings.drop(no))) this.#options.onGone(no);
    const ended = Date.now();
    const look = {
      ...{ at: new Date(ended).toISOString(), register: registered.size, engine: running.size },
      took: ended - startedAt,
    };
    await findings.looked(look);
    return look;
  }

  async #running(): Promise<Set<string>> {
    const running = new Set<string>();
    for await (const { workflowId } of this.#options.client.workflow.list({ query: OPEN, pageSize: PAGE }))
      if (kindOfNumber(workflowId) !== undefined) running.add(workflowId);
    return running;
  }

  /** Looks at one file itself, and notes it once both sides have differed for long enough. */
  async #lookAt(no: string, since: number): Promise<void> {
    const { histories, readModels, findings, everyMs, graceMs = everyMs } = this.#options;
    const [engine, entry] = await Promise.all([histories.standing(no), readModels.standing(no)]);
    const what = differenceOf(entry, engine);
    if (what === undefined) return;
    if (what === 'missingInRegister' && Date.now() - Date.parse(engine?.startedAt ?? '') < NEW_MS) return;
    this.#suspected.set(no, since);
    if (Date.now() - since < graceMs) return;
    const known = await findings.get(no);
    const end = known?.end?.runId === engine?.runId ? known?.end : await this.#endOf(no, what, engine?.runId, entry);
    const at = new Date().toISOString();
    const kind = kindOfNumber(no) ?? 'complaint';
    const finding = { ...{ no, kind, what, since: at, seenAt: at }, ...(end === undefined ? {} : { end }) };
    if (await findings.note(finding)) this.#options.onFound(finding);
  }

  async #endOf(
    no: string,
    what: FindingKind,
    runId: string | undefined,
    entry: { policy: string } | undefined,
  ): Promise<EngineEnd | undefined> {
    if (what !== 'endedInEngine' || runId === undefined) return undefined;
    const end = await this.#lastEvent(no, runId);
    if (end === undefined) return undefined;
    const { reason: _reason, ...bare } = end;
    return entry === undefined || (await this.#options.confidentiality.isConfidential(entry.policy)) ? bare : end;
  }

  /** How the engine says that a run ended: its last event alone, however long the history is. */
  async #lastEvent(no: string, runId: string): Promise<EngineEnd | undefined> {
    const { connection, options } = this.#options.client;
    const { history } = await connection.workflowService.getWorkflowExecutionHistory({
      namespace: options.namespace,
      execution: { workflowId: no, runId },
      historyEventFilterType: HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT,
    });
    return history === null || history === undefined ? undefined : endOf({ runId, history });
  }

  #lookAndWait(): void {
    this.#looking = this.lookOnce()
      .catch((error: unknown) => this.#options.onFailure(error))
      .then(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#lookAndWait(), this.#options.everyMs).unref();
      });
  }
}

function inGroups<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
