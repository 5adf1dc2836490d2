import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A machine without internet should learn it soon: the build that follows takes minutes. */
const ANSWER_WITHIN_MS = 6_000;
const STALLED_AFTER_MS = 30_000;

/**
 * Fetches one file and checks that it is the one that was meant.
 * @param {{ url: string, sha256: string, to: string, onBytes?: (soFar: number) => void }} file
 * @returns {Promise<void>} rejects with an Error whose message is one plain sentence; `to` is then not to be used
 */
export async function download({ url, sha256, to, onBytes }) {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(new Error('no answer in time')), ANSWER_WITHIN_MS);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok || !response.body) throw new Error(`${new URL(url).host} answered ${response.status}`);
    const count = new Transform({
      transform(chunk, _encoding, done) {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(new Error('the download stalled')), STALLED_AFTER_MS);
        hash.update(chunk);
        bytes += chunk.length;
        onBytes?.(bytes);
        done(null, chunk);
      },
    });
    await pipeline(response.body, count, createWriteStream(to), { signal: stop.signal });
  } catch (error) {
    throw new Error(`could not fetch ${url}: ${reasonOf(stop.signal.aborted ? stop.signal.reason : error)}`);
  } finally {
    clearTimeout(timer);
  }
  const got = hash.digest('hex');
  if (got !== sha256) throw new Error(`${url} is not the pinned file: SHA-256 is ${got}, expected ${sha256}`);
}

/** fetch hides why it failed in the cause.
 * @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
