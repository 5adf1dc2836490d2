import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';

const OTHERS = 0o077;
/** What shows that a folder with things in it is a data folder of Redress. */
const OF_A_DATA_FOLDER: readonly string[] = ['.redress', 'keys'];

/** Others than its owner may enter a folder that holds keys or words of customers, and this process can't change it. */
export class FolderOpenToOthers extends Error {
  override readonly name = 'FolderOpenToOthers';

  constructor(folder: string, why: string) {
    super(
      `${folder} contains keys and customer data, but other users of this machine may access it. ${why}\n` +
        `Run this, or choose another folder:\n  chmod 700 '${folder}'`,
    );
  }
}

/**
 * Takes a folder of ours from everybody but its owner. One that is private stays as it is.
 * @throws FolderOpenToOthers if that can't be done, with the command that does it
 */
export function makePrivate(folder: string): void {
  if (!isOpen(folder)) return;
  try {
    chmodSync(folder, statSync(folder).mode & ~OTHERS & 0o7777);
  } catch {
    // Told below, as a file system that keeps no modes is.
  }
  if (isOpen(folder)) throw new FolderOpenToOthers(folder, 'The mode of the folder could not be changed.');
}

/**
 * Makes the data folder if it isn't there, and closes it to others. A person names it: one that holds things that are not
 * ours is left as it is.
 * @throws FolderOpenToOthers
 */
export function openDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOpen(folder)) return;
  const entries = readdirSync(folder);
  if (entries.length > 0 && !OF_A_DATA_FOLDER.some((entry) => entries.includes(entry)))
    throw new FolderOpenToOthers(folder, 'The folder also contains other files, so the mode was not changed.');
  makePrivate(folder);
}

function isOpen(folder: string): boolean {
  // Windows has no such modes; who may enter is inherited there from the folder above.
  return process.platform !== 'win32' && (statSync(folder).mode & OTHERS) !== 0;
}
