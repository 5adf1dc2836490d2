import { hkdfSync } from 'node:crypto';
import { COPIES, sealedFor } from '../domain/values/sealed';
import type { Sealed } from '../domain/values/sealed';
import { KeyBroken, KeyDestroyed, KeyUnknown } from './key-store';
import type { CaseKey, KeyStore } from './key-store';
import { SealBroken, open, seal } from './sealing';

/** Stands in the answer of `openDeep` where the key was destroyed. */
export const ERASED_MARKER = '[已删除 erased]';
/** Stands in the answer of `openDeep` where a value can't be opened although nothing was erased. */
export const UNREADABLE_MARKER = '[无法读取 unreadable]';

/** How many values of its case a call opened or could not open. Carries nothing that was sealed. */
export interface OpenNote {
  readonly no: string;
  readonly opened: number;
  readonly erased: number;
  readonly unreadable: number;
}

/** Seals texts of a case, each for the field in which it is to stand (`fieldAt`). */
export type Sealer = (text: string, field?: string) => Sealed;

/** What is sealed for no field of an action's data is taken by none: a mail, a list of contacts, an account. */
const NO_FIELD = 'none';

export interface VaultOptions {
  /**
   * Told before a call of `open` or `openDeep` answers. If it throws, nothing is shown. It can't know
   * for whom and why: who must note that makes a Vault for each request or activity, which costs nothing.
   */
  readonly onOpen?: (note: OpenNote) => void;
}

/**
 * Seals and opens by the keys of a key store. The API and the activities that show or send a text use it; a workflow
 * never does.
 */
export class Vault {
  readonly #keys: KeyStore;
  readonly #onOpen: (note: OpenNote) => void;

  constructor(keyStore: KeyStore, options: VaultOptions = {}) {
    this.#keys = keyStore;
    this.#onOpen = options.onOpen ?? (() => undefined);
  }

  /**
   * Makes the key of a new case durable and answers what seals its texts. Only intake calls it; can be repeated.
   *
   * @throws KeyDestroyed if the case of this number was erased
   */
  async sealerForNew(no: string): Promise<Sealer> {
    return sealerWith(await this.#keys.create(no), no);
  }

  /**
   * Answers what seals further texts of a case that was taken in. Makes no key, so that a wrong number leaves none
   * behind. The sealer holds the key: use it for one request and let it go.
   *
   * @throws KeyDestroyed if the case was erased
   * @throws KeyUnknown if no such case was taken in here
   */
  async sealerFor(no: string): Promise<Sealer> {
    const key = await this.#keys.get(no);
    if (key) return sealerWith(key, no);
    throw (await this.#keys.state(no)) === 'destroyed' ? new KeyDestroyed(no) : new KeyUnknown(no);
  }

  /**
   * 256 bits that belong to a case and a purpose: worked out of its key, always the same, and gone with it.
   *
   * @throws KeyDestroyed if the case was erased
   * @throws KeyUnknown if no such case was taken in here
   */
  async secretOf(no: string, purpose: string): Promise<Buffer> {
    const key = await this.#keys.get(no);
    if (key) return Buffer.from(hkdfSync('sha256', key, no, `redress ${purpose}`, 32));
    throw (await this.#keys.state(no)) === 'destroyed' ? new KeyDestroyed(no) : new KeyUnknown(no);
  }

  /**
   * The text of a value sealed for a case; undefined if its key was destroyed, that is, the person erased.
   *
   * @throws SealBroken if it can't be opened for another reason, or is another case's
   */
  async open(sealed: Sealed, no: string): Promise<string | undefined> {
    if (sealedFor(sealed)?.no !== no) throw new SealBroken(`Not a sealed value of complaint ${no}`);
    const reading = await this.#readThrough(read(await this.#lookUp(no), sealed), sealed);
    this.#onOpen(addTo(emptyNote(no), reading));
    if (reading.outcome === 'unreadable') throw reading.why;
    return reading.outcome === 'erased' ? undefined : reading.text;
  }

  /**
   * A copy of what is shown of a case, with every string that is sealed for it replaced by its text, by ERASED_MARKER or
   * by UNREADABLE_MARKER; one bad value must not hide a case.
   *
   * Another case's sealed value stays as it is: whoever may read this case need not be one who may read that one. Arrays
   * and plain objects are walked; anything else (a date, an id of the database) stays the same object. What was opened
   * isn't looked into again, but for the copies that a merge makes: a complainant who writes a sealed value into a text
   * reads back just that.
   */
  async openDeep<T>(value: T, no: string): Promise<T> {
    const isOwn = (text: string): boolean => sealedFor(text)?.no === no;
    const own: string[] = [];
    mapStrings(value, (text) => {
      if (isOwn(text)) own.push(text);
      return text;
    });
    if (own.length === 0) return value;
    const key = await this.#lookUp(no);
    let note = emptyNote(no);
    const copies = new Map<string, Reading>();
    for (const text of own) if (isCopy(text)) copies.set(text, await this.#readThrough(read(key, text), text));
    const opened = mapStrings(value, (text) => {
      if (!isOwn(text)) return text;
      const reading = copies.get(text) ?? read(key, text);
      note = addTo(note, reading);
      return shown(reading);
    });
    this.#onOpen(note);
    // Of the same shape: strings took the place of strings.
    return opened as T;
  }

  /** A copy has the other case's sealed value in it, which opens by that one's key. */
  async #readThrough(reading: Reading, sealed: Sealed): Promise<Reading> {
    if (reading.outcome !== 'opened' || !isCopy(sealed)) return reading;
    const inner = sealedFor(reading.text);
    return inner === undefined ? reading : read(await this.#lookUp(inner.no), reading.text);
  }

  async #lookUp(no: string): Promise<CaseKey | 'erased' | SealBroken> {
    try {
      const key = await this.#keys.get(no);
      if (key) return key;
      if ((await this.#keys.state(no)) === 'destroyed') return 'erased';
      // A lost key must not be taken for an erasure.
      throw new KeyUnknown(no);
    } catch (error) {
      if (error instanceof KeyBroken || error instanceof KeyUnknown) {
        return new SealBroken(`Complaint ${no} can't be read: ${error.message}`, { cause: error });
      }
      // The disk may be back in a moment: the caller's retry, not a marker, is the answer.
      throw error;
    }
  }
}

function isCopy(sealed: Sealed): boolean {
  return sealedFor(sealed)?.field.startsWith(`${COPIES}.`) === true;
}

type Reading =
  | { readonly outcome: 'opened'; readonly text: string }
  | { readonly outcome: 'erased' }
  | { readonly outcome: 'unreadable'; readonly why: SealBroken };

function read(key: CaseKey | 'erased' | SealBroken, sealed: Sealed): Reading {
  if (key === 'erased') return { outcome: 'erased' };
  if (key instanceof SealBroken) return { outcome: 'unreadable', why: key };
  try {
    return { outcome: 'opened', text: open(key, sealed) };
  } catch (error) {
    if (error instanceof SealBroken) return { outcome: 'unreadable', why: error };
    throw error;
  }
}

function shown(reading: Reading): string {
  switch (reading.outcome) {
    case 'opened':
      return reading.text;
    case 'erased':
      return ERASED_MARKER;
    case 'unreadable':
      return UNREADABLE_MARKER;
  }
}

function emptyNote(no: string): OpenNote {
  return { no, opened: 0, erased: 0, unreadable: 0 };
}

function addTo(note: OpenNote, { outcome }: Reading): OpenNote {
  return { ...note, [outcome]: note[outcome] + 1 };
}

function sealerWith(key: CaseKey, no: string): Sealer {
  return (text, field = NO_FIELD) => seal(key, { no, field }, text);
}

function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, replace));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapStrings(item, replace)]));
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of every realm's plain object, for a test runner's or a worker thread's objects are plain as well.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
