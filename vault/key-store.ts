import type { KeyObject } from 'node:crypto';

/** The key of one case: 256 bits for AES. A KeyObject, because a log or JSON that gets hold of one shows nothing. */
export type CaseKey = KeyObject;

/** `unknown` is a number that never had a key here, or whose key was lost: no erasure may be claimed from it. */
export type KeyState = 'present' | 'destroyed' | 'unknown';

/** Keeps the keys of the cases. Safe to be used by several processes at once. */
export interface KeyStore {
  /**
   * Makes the key of a case, or gives the same key again. When it resolves, the key survives a power cut, so that the
   * workflow may start.
   *
   * @throws KeyDestroyed once the key was destroyed, for ever
   * @throws KeyBroken when there is a key that can't be read
   */
  create(no: string): Promise<CaseKey>;

  /**
   * The key of a case; undefined if it was destroyed or never made (`state` tells which).
   *
   * @throws KeyBroken when there is a key that can't be read
   */
  get(no: string): Promise<CaseKey | undefined>;

  /**
   * Destroys the key of a case and leaves a tombstone, also where there was no key. Can be repeated, and must be until
   * it resolves: only then is the key gone from the disk.
   */
  destroy(no: string): Promise<void>;

  state(no: string): Promise<KeyState>;
}

/** The key was destroyed: what it sealed stays erased, and nothing new is sealed for this case. Never worth a retry. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';

  constructor(readonly no: string) {
    super(`The key of complaint ${no} was destroyed`);
  }
}

/** There is no key for this number where there should be one: a wrong number, or a lost key folder. */
export class KeyUnknown extends Error {
  override readonly name = 'KeyUnknown';

  constructor(readonly no: string) {
    super(`There is no key for complaint ${no}`);
  }
}

/** A key file is damaged, moved from its place, or wrapped by a master key that isn't here. An operator has to act. */
export class KeyBroken extends Error {
  override readonly name = 'KeyBroken';
}
