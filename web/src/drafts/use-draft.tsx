import { createContext, use, useCallback, useEffect, useState } from 'react';
import type { DraftDesk } from './draft-desk';
import type { Kept } from './local-store';

/** The desk of whoever is signed in. */
export const Drafts = createContext<DraftDesk | undefined>(undefined);

export function useDraftDesk(): DraftDesk {
  const desk = use(Drafts);
  if (desk === undefined) throw new Error('a draft without a desk');
  return desk;
}

export interface Draft<T> {
  /** Undefined until it is known whether something was kept. */
  data: T | undefined;
  /** Idempotency key of whatever is sent from it. */
  key: string;
  /** Sent once, and its fate is unknown: only the same may be sent again. */
  sent: boolean;
  /** Something was kept from an earlier time. */
  wasKept: boolean;
  change: (data: T) => void;
  markSent: (sent: boolean) => void;
  /** Throws away what was typed; a form that goes on has a new key. */
  discard: () => Promise<void>;
}

/**
 * A form's draft, kept under an id through reload, crash, loss of the connection and sign-out.
 * @param initial what the form holds when nothing was kept
 */
export function useDraft<T>(id: string, initial: T): Draft<T> {
  const desk = useDraftDesk();
  const [held, setHeld] = useState<{ id: string; kept: Kept; wasKept: boolean } | undefined>(() => {
    const kept = desk.peek(id);
    return kept === undefined ? undefined : { id, kept, wasKept: true };
  });
  const current = held?.id === id ? held : undefined;

  useEffect(() => {
    if (current !== undefined) return;
    let isCurrent = true;
    void desk.get(id).then((found) => {
      if (isCurrent) setHeld({ id, kept: found ?? fresh(initial), wasKept: found !== undefined });
    });
    return () => {
      isCurrent = false;
    };
    // What a form begins with is of no account once it has begun.
  }, [desk, id, current === undefined]);

  const put = useCallback(
    (change: (kept: Kept) => Kept) => {
      setHeld((before) => {
        if (before?.id !== id) return before;
        const kept = { ...change(before.kept), at: new Date().toISOString() };
        desk.put(id, kept);
        return { ...before, kept };
      });
    },
    [desk, id],
  );
  return {
    data: current?.kept.data as T | undefined,
    key: current?.kept.key ?? '',
    sent: current?.kept.sent ?? false,
    wasKept: current?.wasKept ?? false,
    change: useCallback((data: T) => put((kept) => ({ ...kept, data })), [put]),
    markSent: useCallback((sent: boolean) => put((kept) => ({ ...kept, sent })), [put]),
    discard: useCallback(async () => {
      await desk.remove(id);
      setHeld({ id, kept: fresh(initial), wasKept: false });
    }, [desk, id]),
  };
}

function fresh(data: unknown): Kept {
  return { data, key: newKey(), at: new Date().toISOString() };
}

/** A key that nobody else uses; `randomUUID` is missing where the page came without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
