import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderOpenToOthers, openDataFolder } from '../../vault/private-folder';
import { StartFailure } from '../start-failure';
import { RUNNING_NOTE } from './running';

/** Shows that a folder is ours, so that `--reset` can never empty somebody's home. */
const MARK = '.redress';

/**
 * Makes the data folder, readable by its owner alone: it holds keys, mails and everything that customers wrote.
 * A folder that held other things before is used, but never counts as ours.
 * @throws StartFailure if others may enter it and that is not ours to change
 */
export function prepareDataFolder(folder: string): void {
  try {
    openDataFolder(folder);
  } catch (error) {
    if (error instanceof FolderOpenToOthers) throw new StartFailure(error.message);
    throw error;
  }
  if (readdirSync(folder).length === 0)
    writeFileSync(join(folder, MARK), 'The data of Redress; script/server --reset empties this folder.\n');
}

/**
 * Forgets everything in the data folder, but for what says that it is ours and who runs on it.
 * @throws StartFailure if the folder isn't ours
 */
export function resetDataFolder(folder: string): void {
  const entries = readdirSync(folder);
  if (!entries.includes(MARK))
    throw new StartFailure(
      `${folder} was not emptied, because it contained other files before Redress used it (${entries.slice(0, 3).join(', ')}).`,
    );
  for (const entry of entries)
    if (entry !== MARK && entry !== RUNNING_NOTE) rmSync(join(folder, entry), { recursive: true });
}
