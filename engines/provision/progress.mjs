/** How often a long step shows that it is still at work. */
const HEARTBEAT_MS = 10_000;

/**
 * One line of progress, on stderr, so that a caller's stdout stays clean.
 * @param {string} line
 */
export const say = (line) => void process.stderr.write(`${line}\n`);

/** @param {number} startedMs from `Date.now()` */
export const since = (startedMs) => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;

/**
 * Runs one step and says when it begins, that it goes on, and when it ends, with the time it took.
 * @template T
 * @param {string} title what is done, in a few words
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] how far it is, for the heartbeat
 * @returns {Promise<T>}
 */
export async function step(title, work, detail) {
  const started = Date.now();
  say(`… ${title}`);
  const heartbeat = setInterval(() => {
    const far = detail?.();
    say(`… ${title}: ${since(started)} so far${far ? `, ${far}` : ''}`);
  }, HEARTBEAT_MS);
  try {
    const result = await work();
    say(`✓ ${title} (${since(started)})`);
    return result;
  } catch (error) {
    say(`✗ ${title} (failed after ${since(started)})`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
