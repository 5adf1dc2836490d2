import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { temporal } from '@temporalio/proto';
import { kindOfNumber } from '../../domain/values/complaint-number';
import type { Envelope } from '../../domain/file/envelope';
import type { History } from './at-rest';

const { History: Codec } = temporal.api.history.v1;

/** Where histories are kept. */
export const HISTORIES = join(__dirname, '..', 'replay', 'histories');
/** Temporal's own protocol, as the archive keeps histories too: exact, and a tenth of JSON once it is packed. */
const SUFFIX = '.history.gz';

export interface SavedHistory {
  /** Build, story and number of the run, such as `3f2a…/two-tracks/joint-sign-off.1`. */
  name: string;
  history: History;
}

/** Every history saved so far. None is ever changed: the code has to replay what older code has written. */
export function savedHistories(): SavedHistory[] {
  return readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(SUFFIX))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((file) => ({
      name: file.slice(0, -SUFFIX.length),
      history: Codec.decode(gunzipSync(readFileSync(join(HISTORIES, file)))),
    }));
}

/** Under which id a history ran: a case refuses to be begun under another than its number. */
export function idOf({ events }: History): string {
  const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const { no } = JSON.parse(Buffer.from(input?.data ?? []).toString() || '{}') as { no?: string };
  return no ?? 'without a number';
}

/** The types of the events that a run has journaled, in their order. */
export function eventsIn(history: History): string[] {
  return batchesIn(history).flatMap((batch) => {
    const { events = [] } = JSON.parse(batch) as { events?: { type: string }[] };
    return events.map(({ type }) => type);
  });
}

/** What a run has sent to its journal, as text. */
export function batchesIn({ events }: History): string[] {
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
    const [payload] = scheduled?.activityType?.name === 'appendEvents' ? (scheduled.input?.payloads ?? []) : [];
    return payload === undefined ? [] : [Buffer.from(payload.data ?? []).toString()];
  });
}

/** What a run was sent by people, as updates that it accepted and as signals. */
export function wordsIn({ events }: History): Partial<Envelope>[] {
  return (events ?? []).flatMap((event) => {
    const { acceptedRequest } = event.workflowExecutionUpdateAcceptedEventAttributes ?? {};
    const input = acceptedRequest?.input?.args ?? event.workflowExecutionSignaledEventAttributes?.input;
    const [payload] = input?.payloads ?? [];
    const message = JSON.parse(Buffer.from(payload?.data ?? []).toString() || '{}') as Partial<Envelope>;
    // Cases and what goes on beside them speak under their numbers.
    return message.by === undefined || kindOfNumber(message.by.id) !== undefined ? [] : [message];
  });
}

/** A copy that may be changed. */
export function copyOf(history: History): History {
  return Codec.decode(Codec.encode(history).finish());
}

/** Saves a history under a new name. @throws an error with code `EEXIST` if there is one of this name. */
export function saveHistory({ name, history }: SavedHistory): void {
  const file = join(HISTORIES, `${name}${SUFFIX}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, gzipSync(Codec.encode(history).finish(), { level: 9 }), { flag: 'wx' });
}
