import type { LoadedDataConverter } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { History } from '@temporalio/common/lib/proto-utils';
import type { CaseEvent } from '../domain/file/stored-event';
import type { LostAt, LostMessage } from '../domain/activity-contract';
import { batchesOf, JOURNAL_ACTIVITY, millisecondsOf } from './case-histories';
import type { KeptRun } from './case-histories';
import { endOf } from './engine-end';

type Event = NonNullable<History['events']>[number];
type Payloads = NonNullable<Event['activityTaskScheduledEventAttributes']>['input'];

/** Sent with every start of a case; what it answers the case knows by itself. */
const RECORD = 'record';

/**
 * What is journaled reaches so far back at least from the last of its events: the case's own time may run ahead of the
 * engine's by seconds.
 */
const AHEAD_MS = 60_000;

/** A lost message, and where it stands. */
export interface Lost extends LostMessage {
  where: LostAt;
}

/**
 * Messages that runs may have taken without having journaled what came of them: of each run that did not go on by itself,
 * what came after its last batch, or is as late as the last event in it, for a batch need not hold all that there was.
 * Those that have their event after all are known to the file by their keys. In the order of the histories. An update that
 * was refused has been answered so.
 * @param runs of one file, the first first
 */
export async function lostMessagesIn(runs: readonly KeptRun[], converter: LoadedDataConverter): Promise<Lost[]> {
  const lost: Lost[] = [];
  for (const run of runs) {
    if (endOf(run)?.status === 'CONTINUED_AS_NEW') continue;
    const events = run.history.events ?? [];
    const refused = new Set(events.flatMap((event) => refusedUpdate(event) ?? []));
    const last = events.findLastIndex(isBatch);
    const journaled = (await batchesOf(run.history, converter)).flatMap((batch) => batch.events);
    const until = Math.max(0, ...journaled.slice(-1).map(({ at }) => Date.parse(at) - AHEAD_MS));
    const isTold = toldBy(journaled);
    for (const [i, event] of events.entries()) {
      const sent = messageIn(event);
      if (sent === undefined || (i < last && millisecondsOf(event.eventTime) < until)) continue;
      const { action, input } = sent;
      const message = await decoded(converter, input);
      if (isTold(action, message) || refused.has(Number(event.eventId))) continue;
      const at = earlier(new Date(millisecondsOf(event.eventTime)).toISOString(), message);
      lost.push({ action, message, at, where: { runId: run.runId, eventId: Number(event.eventId) } });
    }
  }
  return lost;
}

/**
 * Whether events journaled tell of a message: by its key, or as the next refusal of this action by this person, for a
 * refusal has no key. Asked of each message in turn.
 */
function toldBy(journaled: readonly CaseEvent[]): (action: string, message: unknown) => boolean {
  const keys = new Set(journaled.flatMap(({ cause }) => cause?.key ?? []));
  const refusals = journaled
    .filter(({ type }) => type === 'ActionRefused')
    .map(({ by, data }) => `${String(data['action'])} ${by?.id ?? ''}`);
  return (action, message) => {
    const { key, by } = (message ?? {}) as { key?: unknown; by?: { id?: string } };
    if (typeof key === 'string' && keys.has(key)) return true;
    const refusal = refusals.indexOf(`${action} ${by?.id ?? ''}`);
    return refusal >= 0 && refusals.splice(refusal, 1).length > 0;
  };
}

/** What activities were last ordered with under these keys. */
export async function ordersIn(
  runs: readonly KeptRun[],
  converter: LoadedDataConverter,
  keys: readonly string[],
): Promise<Record<string, Record<string, unknown>>> {
  const orders = new Map<string, Record<string, unknown>>();
  for (const { history } of runs)
    for (const { activityTaskScheduledEventAttributes: scheduled } of history.events ?? []) {
      if (scheduled === null || scheduled === undefined || scheduled.activityType?.name === JOURNAL_ACTIVITY) continue;
      const order = (await decoded(converter, scheduled.input)) as { key?: unknown } | undefined;
      if (typeof order?.key === 'string' && keys.includes(order.key)) orders.set(order.key, { ...order });
    }
  return Object.fromEntries(orders);
}

function isBatch({ activityTaskScheduledEventAttributes: scheduled }: Event): boolean {
  return scheduled?.activityType?.name === JOURNAL_ACTIVITY;
}

function messageIn(event: Event): { action: string; input: Payloads } | undefined {
  const { workflowExecutionSignaledEventAttributes: signal, workflowExecutionUpdateAcceptedEventAttributes: update } =
    event;
  if (typeof signal?.signalName === 'string') return { action: signal.signalName, input: signal.input };
  const { name, args } = update?.acceptedRequest?.input ?? {};
  return typeof name === 'string' && name !== RECORD ? { action: name, input: args } : undefined;
}

/** Number of the acceptance of an update that then was refused. */
function refusedUpdate({ workflowExecutionUpdateCompletedEventAttributes: done }: Event): number | undefined {
  const failure = done?.outcome?.failure;
  return failure === undefined || failure === null ? undefined : Number(done?.acceptedEventId);
}

/** The first thing that was sent; undefined if nobody can read it, which every judge refuses. */
async function decoded(converter: LoadedDataConverter, input: Payloads): Promise<unknown> {
  try {
    return (await decodeArrayFromPayloads(converter, input?.payloads))[0];
  } catch {
    return undefined;
  }
}

/** When the API received it, if that was before the case saw it. */
function earlier(seen: string, message: unknown): string {
  const { at, via } = (message ?? {}) as { at?: unknown; via?: unknown };
  return via === 'api' && typeof at === 'string' && at < seen ? at : seen;
}
