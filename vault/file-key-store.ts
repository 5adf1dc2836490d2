import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES } from './aes-gcm';
import { DRAFT_ENDING, makeFolder, readIfPresent, syncFolder, writeOnce } from './durable-file';
import { KeyBroken, KeyDestroyed } from './key-store';
import type { CaseKey, KeyState, KeyStore } from './key-store';
import type { MasterKeys } from './master-keys';
import { KEY_ENDING, readKeyFile, rewrapKeyFile, writeKeyFile } from './wrapped-key-file';

const TOMBSTONE_ENDING = '.gone';
const SHARDS = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));
/** A draft lives for milliseconds; one of this age belongs to a process that was killed. */
const ABANDONED_DRAFT_MS = 60 * 60 * 1000;

export interface RewrapOptions {
  /** Changes nothing and only says what would be wrapped anew, and what is broken. */
  readonly dryRun?: boolean;
  /** Told after each of the folders that the keys are spread over. */
  readonly progress?: (done: { keys: number; folders: number; of: number }) => void;
}

/** What a rewrap found; `broken` says what is wrong with which file. */
export interface RewrapReport {
  readonly rewrapped: number;
  readonly unchanged: number;
  readonly broken: readonly string[];
}

/**
 * Keys in files: `<folder>/<first two digits>/<sha256 of the complaint number>.key`, wrapped by a master key, and
 * `….gone` as the tombstone of a destroyed one.
 *
 * There is no lock. A tombstone is never removed and outweighs a key, and whoever puts a key in place looks for a
 * tombstone afterwards; so in every order of steps, and after a kill between any two, a destroyed key stays destroyed.
 */
export class FileKeyStore implements KeyStore {
  private constructor(
    private readonly folder: string,
    private readonly masters: MasterKeys,
  ) {}

  /** Makes the folders if needed; they are all there before the first key, so that creating one syncs one folder. */
  static async open(folder: string, masters: MasterKeys): Promise<FileKeyStore> {
    await makeFolder(folder);
    await Promise.all(SHARDS.map((shard) => mkdir(join(folder, shard), { recursive: true, mode: 0o700 })));
    // Also when another process made them, which may not have come so far.
    await syncFolder(folder);
    return new FileKeyStore(folder, masters);
  }

  async create(no: string): Promise<CaseKey> {
    const place = this.#placeOf(no);
    const state = await stateOf(place);
    if (state === 'unknown') {
      await writeKeyFile(place.key, createSecretKey(randomBytes(KEY_BYTES)), this.masters);
    } else {
      // Another process may have put it there a moment ago and not yet synced it; our caller relies on it all the same.
      await syncFolder(place.shard);
    }
    if (await hasTombstone(place)) {
      await removeAllButTombstone(place);
      throw new KeyDestroyed(no);
    }
    // Read back also what was just written: the winner's key if another process was faster.
    const key = await readKeyFile(place.key, this.masters);
    // Gone between two looks: destroyed meanwhile, or our draft was swept away. Looking again tells.
    return key ?? this.create(no);
  }

  async get(no: string): Promise<CaseKey | undefined> {
    const place = this.#placeOf(no);
    if (await hasTombstone(place)) return undefined;
    return readKeyFile(place.key, this.masters);
  }

  async destroy(no: string): Promise<void> {
    const place = this.#placeOf(no);
    await writeOnce(place.tombstone, `${JSON.stringify({ v: 1, destroyedAt: new Date().toISOString() })}\n`);
    await removeAllButTombstone(place);
  }

  async state(no: string): Promise<KeyState> {
    return stateOf(this.#placeOf(no));
  }

  /**
   * Wraps every key by the current master key, and clears up after killed processes: abandoned drafts, and keys that
   * stand beside their tombstone. Can be broken off, repeated, and run while others work.
   */
  async rewrapAll({ dryRun = false, progress }: RewrapOptions = {}): Promise<RewrapReport> {
    let rewrapped = 0;
    let unchanged = 0;
    const broken: string[] = [];
    for (const [folders, shard] of SHARDS.entries()) {
      const folder = join(this.folder, shard);
      for (const name of await readdir(folder)) {
        if (name.endsWith(DRAFT_ENDING) && !dryRun) await removeIfAbandoned(join(folder, name));
        if (!name.endsWith(KEY_ENDING)) continue;
        const place = placeIn(folder, name.slice(0, -KEY_ENDING.length));
        try {
          if (await rewrapKeyFile(place.key, this.masters, dryRun)) rewrapped += 1;
          else unchanged += 1;
        } catch (error) {
          if (!(error instanceof KeyBroken)) throw error;
          broken.push(error.message);
        }
        // A key destroyed between reading and replacing would otherwise be back on the disk.
        if (!dryRun && (await hasTombstone(place))) await removeAllButTombstone(place);
      }
      progress?.({ keys: rewrapped + unchanged + broken.length, folders: folders + 1, of: SHARDS.length });
    }
    return { rewrapped, unchanged, broken };
  }

  #placeOf(no: string): Place {
    const name = createHash('sha256').update(no).digest('hex');
    return placeIn(join(this.folder, name.slice(0, 2)), name);
  }
}

/** Where the files of one case are. */
interface Place {
  readonly shard: string;
  readonly name: string;
  readonly key: string;
  readonly tombstone: string;
}

function placeIn(shard: string, name: string): Place {
  return { shard, name, key: join(shard, name + KEY_ENDING), tombstone: join(shard, name + TOMBSTONE_ENDING) };
}

async function stateOf(place: Place): Promise<KeyState> {
  if (await hasTombstone(place)) return 'destroyed';
  return (await readIfPresent(place.key)) === undefined ? 'unknown' : 'present';
}

async function hasTombstone(place: Place): Promise<boolean> {
  return (await readIfPresent(place.tombstone)) !== undefined;
}

async function removeAllButTombstone(place: Place): Promise<void> {
  // By the beginning of the name: a draft that a killed process left behind may hold the same key.
  const names = await readdir(place.shard);
  const doomed = names.filter((name) => name.startsWith(`${place.name}.`) && name !== place.name + TOMBSTONE_ENDING);
  await Promise.all(doomed.map((name) => rm(join(place.shard, name), { force: true })));
  await syncFolder(place.shard);
}

async function removeIfAbandoned(path: string): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (file && Date.now() - file.mtimeMs > ABANDONED_DRAFT_MS) await rm(path, { force: true });
}
