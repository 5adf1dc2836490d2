import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makePrivate } from './private-folder';

// Files that hold keys: whole or not there at all, after kill -9 and after a power cut. Needs a POSIX file system
// (hard links, fsync of folders), local or a volume that several processes share.

/** Ends the name of a draft; a killed process leaves it behind, and it may hold a key. */
export const DRAFT_ENDING = '.draft';

/**
 * Writes a file that isn't there yet. When several processes write the same one, exactly one wins. Whatever stands
 * there afterwards is durable, whoever wrote it.
 *
 * @returns whether it was this call that wrote it
 */
export async function writeOnce(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content);
  try {
    // Not rename, which would overwrite the winner.
    return await unlessOutrun(link(draft, path));
  } finally {
    await rm(draft, { force: true });
    await syncFolder(dirname(path));
  }
}

/**
 * Puts new content in a file's place; a reader sees the old or the new, never a mixture.
 *
 * @returns false if somebody swept the draft away meanwhile, as destroying a key does
 */
export async function replaceFile(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content);
  try {
    return await unlessOutrun(rename(draft, path));
  } finally {
    await rm(draft, { force: true });
    await syncFolder(dirname(path));
  }
}

/** The text of a file; undefined if there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * Makes a folder that only its owner may enter, and the folders above it, durably; one that is there is closed to others.
 * @throws FolderOpenToOthers
 */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) {
    makePrivate(path);
    return;
  }
  const top = dirname(resolve(first));
  let folder = resolve(path);
  do {
    folder = dirname(folder);
    await syncFolder(folder);
  } while (folder !== top);
}

/** Makes the names in a folder durable: those that were linked, renamed or removed. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeDraft(path: string, content: string): Promise<string> {
  const draft = `${path}.${randomBytes(8).toString('hex')}${DRAFT_ENDING}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

async function unlessOutrun(put: Promise<void>): Promise<boolean> {
  try {
    await put;
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST') || hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
