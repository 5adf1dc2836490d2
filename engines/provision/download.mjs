import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { logFile } from './cache.mjs';
import { run, which } from './run.mjs';

/** A machine without internet should learn it soon: the build that follows takes minutes. */
const ANSWER_WITHIN_MS = 6_000;
const STALLED_AFTER_MS = 30_000;

/** Names of variables by which programs are told of a proxy; curl heeds them, and NO_PROXY. */
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * Fetches one file and checks that it is the one that was meant.
 * @param {{ url: string, sha256: string, to: string, onBytes?: (soFar: number) => void }} file
 * @returns {Promise<void>} rejects with an Error whose message is one plain sentence; `to` is then not to be used
 */
export async function download({ url, sha256, to, onBytes }) {
  const isProxied = PROXIES.some((name) => process.env[name]);
  const got = isProxied && which('curl') ? await byCurl(url, to) : await byFetch(url, to, onBytes);
  if (got !== sha256) throw new Error(`${url} is not the pinned file: SHA-256 is ${got}, expected ${sha256}`);
}

/**
 * Node's own fetch knows no proxies, and before anything is installed there is no library that does.
 * @param {string} url
 * @param {string} to
 * @returns {Promise<string>} its SHA-256
 */
async function byCurl(url, to) {
  const seconds = (/** @type {number} */ ms) => String(ms / 1000);
  const patience = ['--connect-timeout', seconds(ANSWER_WITHIN_MS), '--speed-limit', '1'];
  patience.push('--speed-time', seconds(STALLED_AFTER_MS));
  const log = logFile('curl');
  await run('curl', ['-fsSL', ...patience, '-o', to, url], { log, what: `Fetching ${url} through the proxy` });
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(to)) hash.update(/** @type {Buffer} */ (chunk));
  return hash.digest('hex');
}

/**
 * @param {string} url
 * @param {string} to
 * @param {((soFar: number) => void) | undefined} onBytes
 * @returns {Promise<string>} its SHA-256
 */
async function byFetch(url, to, onBytes) {
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
  return hash.digest('hex');
}

/** fetch hides why it failed in the cause.
 * @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
