/** What is kept of a form: what was typed, and the key under which it is sent. */
export interface Kept {
  data: unknown;
  /** Idempotency key: the same for every try to send this. */
  key: string;
  /** ISO instant of the last change. */
  at: string;
  /** It was sent once, and no answer said what became of it. */
  sent?: boolean;
}

const DATABASE = 'redress-drafts';
const STORE = 'drafts';

/**
 * Drafts of one person in this browser, encrypted under a key that the server gives to nobody else: whoever uses the same
 * machine afterwards reads nothing of them, nor does anybody who takes its disk.
 */
export class LocalDrafts {
  private constructor(
    private readonly owner: string,
    private readonly key: CryptoKey | undefined,
    private readonly database: IDBDatabase | undefined,
  ) {}

  /** @param draftKey base64url, 32 bytes; without a secure context or a database, nothing is kept here */
  static async open(owner: string, draftKey: string): Promise<LocalDrafts> {
    try {
      const key = await crypto.subtle.importKey('raw', bytesOf(draftKey), 'AES-GCM', false, ['encrypt', 'decrypt']);
      return new LocalDrafts(owner, key, await openDatabase());
    } catch {
      return new LocalDrafts(owner, undefined, undefined);
    }
  }

  async put(id: string, kept: Kept): Promise<void> {
    if (this.key === undefined || this.database === undefined) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify({ id, ...kept }));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.key, plain);
    await done(this.store('readwrite').put({ iv, sealed }, this.nameOf(id)));
  }

  async get(id: string): Promise<Kept | undefined> {
    if (this.database === undefined) return undefined;
    return this.opened(await done(this.store('readonly').get(this.nameOf(id))));
  }

  async remove(id: string): Promise<void> {
    if (this.database !== undefined) await done(this.store('readwrite').delete(this.nameOf(id)));
  }

  /** All drafts whose id begins so. */
  async list(start: string): Promise<(Kept & { id: string })[]> {
    if (this.database === undefined) return [];
    const first = this.nameOf(start);
    const rows: unknown[] = await done(this.store('readonly').getAll(IDBKeyRange.bound(first, `${first}\uffff`)));
    const opened = await Promise.all(rows.map((row) => this.opened(row)));
    return opened.filter((one) => one !== undefined);
  }

  private async opened(row: unknown): Promise<(Kept & { id: string }) | undefined> {
    if (row === undefined || this.key === undefined) return undefined;
    const { iv, sealed } = row as { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };
    try {
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, this.key, sealed);
      return JSON.parse(new TextDecoder().decode(plain)) as Kept & { id: string };
    } catch {
      // Of a key that is no longer this person's: as good as not there.
      return undefined;
    }
  }

  private store(mode: IDBTransactionMode): IDBObjectStore {
    if (this.database === undefined) throw new Error('there is no database');
    return this.database.transaction(STORE, mode).objectStore(STORE);
  }

  private nameOf(id: string): string {
    return `${this.owner}\u0000${id}`;
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return done(opening);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'));
  });
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
