import { fingerprint } from '../values/fingerprint';

/** Messages taken, by a short mark of their key: a mark of what was said, and the number of the event that it became. */
export type KeysTaken = Readonly<Record<string, { said: string; seq: number }>>;

/** Older ones are forgotten: nobody repeats a message after so many others. */
export const KEYS_KEPT = 2_000;

/** Whether any message was taken under a key. */
export function isTaken(keys: KeysTaken, key: string): boolean {
  return keys[fingerprint(key)] !== undefined;
}

/** What became of the message under a key. `isSame` tells whether this is that message or another one. */
export function takenUnder(keys: KeysTaken, key: string, print: string): { seq: number; isSame: boolean } | undefined {
  const taken = keys[fingerprint(key)];
  return taken === undefined ? undefined : { seq: taken.seq, isSame: taken.said === fingerprint(print) };
}

/** With one more. */
export function withKey(keys: KeysTaken, key: string, { print, seq }: { print: string; seq: number }): KeysTaken {
  const entries = Object.entries({ ...keys, [fingerprint(key)]: { said: fingerprint(print), seq } });
  if (entries.length <= KEYS_KEPT) return Object.fromEntries(entries);
  // By number, for an object does not keep the order of marks that read as numbers.
  return Object.fromEntries(entries.sort(([, a], [, b]) => a.seq - b.seq).slice(-KEYS_KEPT));
}
