import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES } from './aes-gcm';
import { makeFolder, readIfPresent, writeOnce } from './durable-file';
import { KeyBroken } from './key-store';

/** A key that wraps the keys of cases. Its id stands beside everything it wrapped. */
export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * The versioned master keys of one folder: `1.key`, `2.key`, … each written once and never changed, so that API, worker
 * and command line may rotate and read at the same time without a lock. The highest number is the current one.
 *
 * In production they are given by the environment instead (`REDRESS_MASTER_KEY`: base64 of 32 bytes, several separated
 * by commas): the first is current, the others only unwrap, and so do versions that the folder holds from before. Then
 * the disk alone opens nothing.
 */
export class MasterKeys {
  readonly #folder: string;
  readonly #given: readonly MasterKey[];
  readonly #read = new Map<string, MasterKey>();

  /**
   * @param environment what `REDRESS_MASTER_KEY` says; empty or undefined: keys of the folder
   * @throws Error if a given key isn't base64 of 32 bytes; the message doesn't repeat it
   */
  constructor(folder: string, environment?: string) {
    this.#folder = folder;
    this.#given = (environment ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(masterKeyOf);
  }

  /** The master key that wraps. Makes version 1 if there is none at all, so it is asked only when there is something to wrap. */
  async current(): Promise<MasterKey> {
    const given = this.#given[0];
    if (given) return given;
    // Looked up each time: another process may have rotated, and a key wrapped by an old version would need a second
    // rewrap. Next to the fsync that follows it costs nothing.
    const newest = (await this.#versions()).at(-1) ?? (await this.#add(1));
    return this.#fromFolder(newest);
  }

  /** The master key of this id; undefined if neither the environment nor the folder holds it. */
  async find(id: string): Promise<MasterKey | undefined> {
    const known = this.#given.find((master) => master.id === id) ?? this.#read.get(id);
    if (known) return known;
    const version = (await this.#versions()).find((number) => String(number) === id);
    return version === undefined ? undefined : this.#fromFolder(version);
  }

  /**
   * Adds a version, which wraps from now on in every process; what older ones wrapped stays readable. Of two rotations
   * at the same moment one adds and both answer its id.
   *
   * @throws Error if the environment gives the keys: then whoever sets it puts a new one in front
   */
  async rotate(): Promise<string> {
    if (this.#given.length > 0) {
      throw new Error(
        'The master key comes from REDRESS_MASTER_KEY: put a new key in front of it, separated by a comma',
      );
    }
    const newest = (await this.#versions()).at(-1) ?? 0;
    return String(await this.#add(newest + 1));
  }

  async #versions(): Promise<number[]> {
    await makeFolder(this.#folder);
    const names = await readdir(this.#folder);
    return names
      .map((name) => Number(/^([1-9]\d*)\.key$/.exec(name)?.[1]))
      .filter((version) => !Number.isNaN(version))
      .sort((a, b) => a - b);
  }

  async #add(version: number): Promise<number> {
    await writeOnce(this.#path(version), `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    return version;
  }

  async #fromFolder(version: number): Promise<MasterKey> {
    const id = String(version);
    const known = this.#read.get(id);
    if (known) return known;
    const bytes = bytesOf((await readIfPresent(this.#path(version))) ?? '');
    if (!bytes) throw new KeyBroken(`The master key ${this.#path(version)} is damaged. Restore it from the backup`);
    const master = { id, key: createSecretKey(bytes) };
    this.#read.set(id, master);
    return master;
  }

  #path(version: number): string {
    return join(this.#folder, `${version}.key`);
  }
}

function masterKeyOf(text: string): MasterKey {
  const bytes = bytesOf(text);
  if (!bytes) throw new Error('REDRESS_MASTER_KEY must be base64 of 32 random bytes, several separated by commas');
  // The environment has no version numbers; a hash of 256 random bits tells keys apart and tells nothing else.
  const id = `env-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
  return { id, key: createSecretKey(bytes) };
}

function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text.trim(), 'base64');
  return bytes.length === KEY_BYTES ? bytes : undefined;
}
