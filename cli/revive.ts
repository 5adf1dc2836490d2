import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { Connection } from 'mongoose';
import { CaseHistories } from '../activities/case-histories';
import type { KeptRun } from '../activities/case-histories';
import { endOf } from '../activities/engine-end';
import { chainFrom } from '../activities/restore-events';
import { fileAsStored, NotRevivable } from '../activities/revive-file';
import { lostMessagesIn } from '../activities/what-is-left';
import type { KeysTaken } from '../domain/file/keys-taken';
import type { Lost } from '../activities/what-is-left';
import { kindOfNumber } from '../domain/values/complaint-number';
import type { FileKind } from '../domain/values/complaint-number';
import type { CaseEvent } from '../domain/file/stored-event';
import { knowsKey, revivedSchema } from '../domain/file/revived';
import type { Revived } from '../domain/file/revived';
import type { EngineEnd } from '../models/case-findings';
import { canonicalText, eventOf } from '../models/chain';
import { openModels } from '../models/open-models';
import type { Models } from '../models/open-models';
import type { SearchKeys } from '../models/search-texts';
import { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS, TASK_QUEUE } from '../workflows/messages';

export interface ReviveOptions extends SearchKeys {
  client: Client;
  connection: Connection;
  /** The account under which it is done: `cli:<name>`. */
  by: string;
  /** Changes nothing and only tells what there is to do. */
  check?: boolean;
  /** How long the case is given to take itself up, and how long it is watched then. */
  withinMs?: number;
  watchedMs?: number;
}

/** What reviving a file came to; of a check, what it would. */
export interface ReviveReport {
  no: string;
  /** Events that were stored, and those that only the histories had. */
  stored: number;
  restored: number;
  /** Messages taken and lost: how many, and what each asked for. */
  lost: string[];
  /** Of them, those that the case has taken now; absent after a check. */
  taken?: number;
  /** Effects under way, which are ordered again under their keys. */
  underWay: string[];
  /** How the last run had ended; absent where the engine knows of none. */
  end?: EngineEnd;
}

/** The file can't be revived, or ended again. Nothing is lost: what it says can be mended and the command repeated. */
export class NotRevived extends Error {
  override readonly name = 'NotRevived';
}

const TYPES: Readonly<Record<FileKind, string>> = { complaint: COMPLAINT_WORKFLOW, ...PROCEEDING_WORKFLOWS };
const OFTEN_MS = 250;

/**
 * Starts a file's workflow anew where its stored events and the histories of its earlier runs leave it, and watches
 * whether it lives. One that ends again has lost nothing, and can be revived again.
 *
 * @throws NotRevived with the reason
 */
export async function revive(no: string, options: ReviveOptions): Promise<ReviveReport> {
  const { client, connection, check = false } = options;
  const kind = kindOfNumber(no);
  if (kind === undefined) throw new NotRevived(`${no} is not a valid number`);
  const models = openModels(connection, options);
  const histories = new CaseHistories({ client, runs: models.archivedRuns });
  const standing = await histories.standing(no);
  if (standing?.status === 'RUNNING') throw new NotRevived(`${no} is open in the engine and needs no restart`);

  const runs = await histories.runs(no);
  const end = lastEnd(runs);
  const before = await count(models, no);
  const due = check ? chainFrom(await histories.batches(no)).chain.length : 0;
  const file = check ? undefined : await asStored(no, { histories, ...models });
  const state = await models.readModels.stateOf(no);
  const report: ReviveReport = {
    ...{ no, stored: before, restored: Math.max(0, (file?.events.length ?? due) - before) },
    lost: unknown(await lostMessagesIn(runs, histories.converter), state).map(({ action }) => action),
    underWay: underWay(state),
    ...(end === undefined ? {} : { end }),
  };
  if (file === undefined) {
    if (state?.status === 'closed') throw new NotRevived(`${no} is closed and ended normally`);
    if (state === undefined && due === 0) throw new NotRevived(`${no} has no events and was never recorded`);
    return report;
  }
  const events = file.events.map(eventOf);
  const input = {
    ...(await inputOf(kind, events, { models, runs, histories })),
    ...(file.policy === undefined ? {} : { policy: file.policy }),
    revived: revivedBy(options.by, end),
  };
  try {
    await client.workflow.start(TYPES[kind], {
      ...{ workflowId: no, taskQueue: TASK_QUEUE, args: [input] },
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError)
      throw new NotRevived(`${no} is open in the engine; another operator has restarted it`);
    throw error;
  }
  await watch(no, file.state.seq, { models, histories, options });
  const now = await models.readModels.stateOf(no);
  const left = unknown(await lostMessagesIn(runs, histories.converter), now);
  return { ...report, taken: report.lost.length - left.length };
}

async function asStored(no: string, stores: Parameters<typeof fileAsStored>[1]): ReturnType<typeof fileAsStored> {
  try {
    return await fileAsStored(no, stores);
  } catch (error) {
    throw error instanceof NotRevivable ? new NotRevived(error.message) : error;
  }
}

async function count({ events }: Models, no: string): Promise<number> {
  let seen = 0;
  for await (const _ of events.all(no)) seen++;
  return seen;
}

/** How the last run that was a file's own ended. */
function lastEnd(runs: readonly KeptRun[]): EngineEnd | undefined {
  const last = runs.at(-1);
  return last === undefined ? undefined : endOf(last);
}

function revivedBy(by: string, end: EngineEnd | undefined): Revived {
  const parsed = revivedSchema().safeParse({ by, status: end?.status, failure: end?.failure });
  return parsed.success ? parsed.data : { by: 'cli:unknown', ...(end === undefined ? {} : { status: end.status }) };
}

/** Messages that the file has not taken. */
function unknown(lost: readonly Lost[], state: { keys: KeysTaken } | undefined): Lost[] {
  return lost.filter(({ message }) => {
    const { key } = (message ?? {}) as { key?: unknown };
    return typeof key === 'string' && (state === undefined || !knowsKey(state, key));
  });
}

function underWay(state: object | undefined): string[] {
  const { effects = {} } = (state ?? {}) as { effects?: Record<string, { key: string; status: string }> };
  return Object.values(effects).flatMap(({ key, status }) => (status === 'underWay' ? [key] : []));
}

/** What a file was begun with, from its first event; what that does not say, from an earlier run or the keys of intakes. */
async function inputOf(
  kind: FileKind,
  events: readonly CaseEvent[],
  { models, runs, histories }: { models: Models; runs: readonly KeptRun[]; histories: CaseHistories },
): Promise<Record<string, unknown>> {
  const [first] = events;
  if (first === undefined) throw new NotRevived('it has no events');
  const { no, by, data } = first;
  const known = await begunWith(first, runs, histories);
  const input = { no, ...(by === undefined ? {} : { by }), ...known };
  if (kind !== 'complaint') return { ...input, opening: data };
  const fingerprint = known['fingerprint'] ?? (await models.intakeKeys.fingerprintOf(no)) ?? 'unknown';
  return { ...input, intake: data['intake'], key: known['key'] ?? `revived ${no}`, fingerprint };
}

async function begunWith(
  first: CaseEvent,
  runs: readonly KeptRun[],
  { converter }: CaseHistories,
): Promise<Record<string, unknown>> {
  for (const { history } of [...runs].reverse()) {
    const payloads = history.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
    const [input] = (await decodeArrayFromPayloads(converter, payloads).catch(() => [])) as Record<string, unknown>[];
    // Whoever reaches Temporal can start any workflow under any number: it counts if it is what the file was begun with.
    const isOwn =
      canonicalText(input?.['intake'] ?? input?.['opening']) === canonicalText(first.data['intake'] ?? first.data);
    if (input === undefined || !isOwn) continue;
    const names = ['key', 'fingerprint', 'eventsPerRun'].filter((name) => input[name] !== undefined);
    return Object.fromEntries(names.map((name) => [name, input[name]]));
  }
  return {};
}

/** @throws NotRevived if it ends again, or nobody takes it up in time */
async function watch(
  no: string,
  after: number,
  { models, histories, options }: { models: Models; histories: CaseHistories; options: ReviveOptions },
): Promise<void> {
  const { withinMs = 60_000, watchedMs = 5_000 } = options;
  const late = Date.now() + withinMs;
  let until: number | undefined;
  while (until === undefined || Date.now() < until) {
    const standing = await histories.standing(no);
    if (standing?.isOpen !== true) {
      const end = lastEnd(await histories.runs(no));
      if (end?.status === 'COMPLETED') return;
      throw new NotRevived(
        `${no} ended again (${[end?.status, end?.failure].filter(Boolean).join(', ')}): the cause still exists. ` +
          'Nothing is lost. Remove the cause and revive the case again',
      );
    }
    if (until === undefined && (await isTakenUp(models, no, after))) until = Date.now() + watchedMs;
    if (until === undefined && Date.now() > late)
      throw new NotRevived(`${no} was started, but no worker has picked it up within ${withinMs / 1000} s`);
    await sleep(OFTEN_MS);
  }
}

async function isTakenUp({ events }: Models, no: string, after: number): Promise<boolean> {
  return (await events.chained(no, { after })).map(eventOf).some(({ type }) => type === 'CaseRevived');
}

/** A report as people read it. */
export function linesOf({ no, stored, restored, lost, taken, underWay: effects, end }: ReviveReport): string[] {
  const how =
    end === undefined ? 'the engine knows no run of this case' : [end.status, end.failure, end.reason].filter(Boolean);
  const kinds = [...new Set(lost)].map((action) => `${lost.filter((one) => one === action).length} ${action}`);
  return [
    `${no}: last run ${String(how)}`,
    `  ${stored} events stored, ${restored} more in the histories alone`,
    `  ${lost.length} messages accepted and lost${lost.length === 0 ? '' : ` (${kinds.join(', ')})`}`,
    `  ${effects.length} effects under way`,
    ...(taken === undefined
      ? []
      : [
          `revived: ${taken} of the messages taken again` +
            (taken === lost.length ? '' : `; see the timeline for the others, which were refused or are still pending`),
        ]),
  ];
}
