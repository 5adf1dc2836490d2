import type { LoadedDataConverter } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { EffectOutcome, Effects } from '../domain/activity-contract';
import { isOutcome } from '../domain/activity-contract';
import { millisecondsOf } from './case-histories';
import type { KeptRun } from './case-histories';

/** Activities that leave their mark in a ledger. */
export const BOOKING = [
  'executeRemedy',
  'settleRemedy',
  'undoRemedy',
  'bookPenalty',
  'claimFromSupplier',
] as const satisfies readonly (keyof Effects)[];
type Booking = (typeof BOOKING)[number];

/** An order to such an activity, as the history of its case has it. */
export type Ordered = {
  [K in Booking]: {
    activity: K;
    order: Parameters<Effects[K]>[0];
    /** When it was given, ISO instant. */
    at: string;
    /** How the activity answered, and when; absent where it has not, or failed or was given up. */
    answer?: { outcome: EffectOutcome; at: string };
    /** It has ended without an answer. */
    hasFailed?: true;
  };
}[Booking];

type Event = NonNullable<KeptRun['history']['events']>[number];

/** What a run ordered of these activities, in its order. What nobody can read was never carried out either. */
export async function ordersOfRun({ history }: KeptRun, converter: LoadedDataConverter): Promise<Ordered[]> {
  const events = history.events ?? [];
  const ends = new Map(events.flatMap((event) => endIn(event) ?? []));
  const orders: Ordered[] = [];
  for (const { eventId, eventTime, activityTaskScheduledEventAttributes: scheduled } of events) {
    const activity = BOOKING.find((name) => name === scheduled?.activityType?.name);
    if (activity === undefined) continue;
    const order = await firstOf(converter, scheduled?.input?.payloads);
    if (typeof (order as { key?: unknown } | undefined)?.key !== 'string') continue;
    const ordered = { activity, order, at: instantOf(eventTime) } as Ordered;
    const end = ends.get(String(eventId));
    const outcome = await firstOf(converter, end?.activityTaskCompletedEventAttributes?.result?.payloads);
    if (isOutcome(outcome)) ordered.answer = { outcome, at: instantOf(end?.eventTime) };
    else if (end !== undefined) ordered.hasFailed = true;
    orders.push(ordered);
  }
  return orders;
}

/** Under which key a case was registered; undefined where its first run does not say so, or did not come by the API. */
export async function registrationIn(
  { history }: KeptRun,
  converter: LoadedDataConverter,
): Promise<{ who: string; key: string; fingerprint: string } | undefined> {
  const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  const input = (await firstOf(converter, started?.input?.payloads)) as
    { key?: unknown; fingerprint?: unknown; resumed?: unknown; revived?: unknown } | undefined;
  // What goes on from another run repeats what that one was begun with.
  if (input?.resumed !== undefined || input?.revived !== undefined) return undefined;
  const { key, fingerprint } = input ?? {};
  const who = typeof key === 'string' ? OWNED.exec(key)?.[1] : undefined;
  return who === undefined || typeof fingerprint !== 'string' ? undefined : { who, key: String(key), fingerprint };
}

/** A key as the API keeps it: whose it is, and a mark of 32 hexadecimal digits. */
const OWNED = /^(.+):[0-9a-f]{32}$/s;

function endIn(event: Event): [string, Event][] | undefined {
  const { activityTaskCompletedEventAttributes: done, activityTaskFailedEventAttributes: failed } = event;
  const { activityTaskTimedOutEventAttributes: late, activityTaskCanceledEventAttributes: gone } = event;
  const of = (done ?? failed ?? late ?? gone)?.scheduledEventId;
  return of === undefined || of === null ? undefined : [[String(of), event]];
}

async function firstOf(
  converter: LoadedDataConverter,
  payloads: Parameters<typeof decodeArrayFromPayloads>[1],
): Promise<unknown> {
  try {
    return (await decodeArrayFromPayloads(converter, payloads))[0];
  } catch {
    return undefined;
  }
}

function instantOf(at: Event['eventTime']): string {
  return new Date(millisecondsOf(at)).toISOString();
}
