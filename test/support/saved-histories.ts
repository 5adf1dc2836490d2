import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { temporal } from '@temporalio/proto';
import type { History } from './at-rest';

const { History: Codec } = temporal.api.history.v1;

const FOLDER = join(__dirname, '..', 'replay', 'histories');
/** Temporal's own protocol, as the archive keeps histories too: exact, and a tenth of JSON once it is packed. */
const SUFFIX = '.history.gz';

export interface SavedHistory {
  /** Build, story and number of the run, such as `3f2a…/two-tracks/joint-sign-off.1`. */
  name: string;
  history: History;
}

/** Every history saved so far. None is ever changed: the code has to replay what older code has written. */
export function savedHistories(): SavedHistory[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(SUFFIX))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((file) => ({
      name: file.slice(0, -SUFFIX.length),
      history: Codec.decode(gunzipSync(readFileSync(join(FOLDER, file)))),
    }));
}

/** Under which id a history ran: a case refuses to be begun under another than its number. */
export function idOf({ events }: History): string {
  const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const { no } = JSON.parse(Buffer.from(input?.data ?? []).toString() || '{}') as { no?: string };
  return no ?? 'without a number';
}

/** A copy that may be changed. */
export function copyOf(history: History): History {
  return Codec.decode(Codec.encode(history).finish());
}

/** Saves a history under a new name. @throws an error with code `EEXIST` if there is one of this name. */
export function saveHistory({ name, history }: SavedHistory): void {
  const file = join(FOLDER, `${name}${SUFFIX}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, gzipSync(Codec.encode(history).finish(), { level: 9 }), { flag: 'wx' });
}
