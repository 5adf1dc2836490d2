import { useSyncExternalStore } from 'react';
import type { StreamState } from './stream';

let state: StreamState = 'live';
let sinceMs = Date.now();
const listeners = new Set<() => void>();

/** Notes how the stream is; `since` stays at the last time that something was heard. */
export function noteStream(next: StreamState): void {
  if (next === 'live') sinceMs = Date.now();
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export function useStreamState(): { state: StreamState; since: string } {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
  return { state: now, since: new Date(sinceMs).toISOString() };
}
