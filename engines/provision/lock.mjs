import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './progress.mjs';

const POLL_MS = 300;
/** Clearing a dead holder's lock takes milliseconds: a claim to clear that is older was left by a crash. */
const CLEARING_MS = 5_000;

/**
 * Runs `work` while no other process on this machine runs work under the same lock file. A lock whose holder is dead
 * is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  let said = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && !isAlive(holder)) clear(file, holder);
    else {
      if (!said && holder !== process.pid) {
        say(`… waiting for process ${holder ?? '?'}, which is preparing the same engine`);
        said = true;
      }
      await sleep(POLL_MS);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Linking a written file is atomic, so nobody ever sees a lock without its holder.
 * @param {string} file */
function take(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Only one process at a time clears, and looks again before it does: otherwise two that saw the same dead holder
 * could clear each other's fresh lock.
 * @param {string} file
 * @param {number} deadHolder */
function clear(file, deadHolder) {
  const clearing = `${file}.clearing`;
  try {
    mkdirSync(clearing);
  } catch {
    const left = statSync(clearing, { throwIfNoEntry: false });
    if (left && Date.now() - left.mtimeMs > CLEARING_MS) rmSync(clearing, { recursive: true, force: true });
    return;
  }
  try {
    if (holderOf(file) === deadHolder) rmSync(file, { force: true });
  } finally {
    rmSync(clearing, { recursive: true, force: true });
  }
}
