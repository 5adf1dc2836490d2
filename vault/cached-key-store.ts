import type { CaseKey, KeyState, KeyStore } from './key-store';

export interface KeyCacheOptions {
  /** After this time a key is read anew; so long may another process go on opening after a destroy. 60 s. */
  readonly maxAgeMs?: number;
  /** Above this many keys the one read longest ago goes. 10,000, about 2 MB. */
  readonly maxKeys?: number;
  /** A clock that never goes back, in milliseconds. */
  readonly nowMs?: () => number;
}

/**
 * Remembers keys for a short time, so that a list of a hundred cases doesn't read a hundred files at each refresh. Only
 * `get` is answered from memory, and only with a key: "destroyed" and "unknown" are always looked up.
 */
export class CachedKeyStore implements KeyStore {
  readonly #store: KeyStore;
  readonly #maxAgeMs: number;
  readonly #maxKeys: number;
  readonly #nowMs: () => number;
  /** In the order they were read in, so that the first are about the oldest. */
  readonly #keys = new Map<string, KnownKey>();
  #destroys = 0;

  constructor(store: KeyStore, options: KeyCacheOptions = {}) {
    this.#store = store;
    this.#maxAgeMs = options.maxAgeMs ?? 60_000;
    this.#maxKeys = options.maxKeys ?? 10_000;
    this.#nowMs = options.nowMs ?? (() => performance.now());
  }

  /** Never answered from memory: what it promises, durable and not destroyed, only the store knows. */
  async create(no: string): Promise<CaseKey> {
    return this.#remembering(no, () => this.#store.create(no));
  }

  async get(no: string): Promise<CaseKey | undefined> {
    const known = this.#keys.get(no);
    if (known && !this.#isExpired(known)) return known.key;
    return this.#remembering(no, () => this.#store.get(no));
  }

  async destroy(no: string): Promise<void> {
    this.#forget(no);
    try {
      await this.#store.destroy(no);
    } finally {
      this.#forget(no);
    }
  }

  async state(no: string): Promise<KeyState> {
    return this.#store.state(no);
  }

  async #remembering<K extends CaseKey | undefined>(no: string, read: () => Promise<K>): Promise<K> {
    const readAtMs = this.#nowMs();
    const destroysBefore = this.#destroys;
    const key = await read();
    this.#keys.delete(no);
    // A key read before a destroy and answered after it would live on here.
    if (key && this.#destroys === destroysBefore) this.#keys.set(no, { key, readAtMs });
    this.#dropOldest();
    return key;
  }

  #forget(no: string): void {
    this.#destroys += 1;
    this.#keys.delete(no);
  }

  #dropOldest(): void {
    for (const [no, known] of this.#keys) {
      if (this.#keys.size <= this.#maxKeys && !this.#isExpired(known)) return;
      this.#keys.delete(no);
    }
  }

  #isExpired({ readAtMs }: KnownKey): boolean {
    return this.#nowMs() - readAtMs >= this.#maxAgeMs;
  }
}

interface KnownKey {
  readonly key: CaseKey;
  readonly readAtMs: number;
}
