import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

/** Where engines are kept between starts and between checkouts: a build is paid for once a machine. */
export function cacheFolder() {
  const base = process.env.REDRESS_CACHE || process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'redress');
}

/**
 * The log file of a provisioning step; its folder exists afterwards.
 * @param {string} name
 */
export function logFile(name) {
  const folder = join(cacheFolder(), 'logs');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.log`);
}

/**
 * A folder of the cache, filled if it isn't there yet. It is filled under another name and renamed when `fill` has
 * ended well, so a broken download or build is never taken for a good one; two processes never fill the same folder.
 * @template {string} S
 * @param {string} name carries every version that matters: what is in a cache folder never changes
 * @param {string} proof a file in it that shows that it is whole
 * @param {(partial: string) => Promise<S>} fill says where the content came from
 * @returns {Promise<{ folder: string, source: S | 'cache' }>}
 */
export async function cached(name, proof, fill) {
  const folder = join(cacheFolder(), name);
  const isThere = () => existsSync(join(folder, proof));
  if (isThere()) return { folder, source: 'cache' };
  return withLock(`${folder}.lock`, async () => {
    if (isThere()) return { folder, source: 'cache' };
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    const source = await fill(partial);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return { folder, source };
  });
}
