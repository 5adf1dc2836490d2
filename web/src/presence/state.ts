import { useSyncExternalStore } from 'react';

/** Somebody who has a file open. */
export interface Present {
  id: string;
  typing: boolean;
}

const NOBODY: readonly Present[] = [];
let present: ReadonlyMap<string, readonly Present[]> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<string, readonly Present[]>): void {
  present = next;
  for (const listener of listeners) listener();
}

/** Notes who has a file open now, as the server told it. */
export function notePresent(no: string, people: readonly Present[]): void {
  change(new Map(present).set(no, people));
}

/** What was told before is no longer known to be so. */
export function forgetPresent(): void {
  if (present.size > 0) change(new Map());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Who else has a file open. */
export function usePresent(no: string, me: string): readonly Present[] {
  const all = useSyncExternalStore(subscribe, () => present.get(no) ?? NOBODY);
  return all.filter(({ id }) => id !== me);
}
