import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, mayHaveBeenTaken, send } from '../client/http';
import type { Schemas } from '../client/http';
import { caseKey } from '../client/queries';
import { endsStandingIn, tellSignedOut } from '../client/session';

export type Settled = Schemas['Settled'];

/** How far the sending of a form has come. */
export type Sending =
  | { at: 'rest' }
  /** About to be sent; it can still be called back. */
  | { at: 'undo'; secondsLeft: number }
  | { at: 'sending' }
  /** The case finishes its last step; tried again by itself. */
  | { at: 'busy' }
  /** It may have been taken: only the same may be sent again, under the same key. */
  | { at: 'unknown'; error: unknown }
  | { at: 'refused'; error: unknown }
  | { at: 'done'; answer: Settled };

const MOST_BUSY = 20;
const UNDO_S = 5;

/** Where the actions of a file are sent, and under which key what was asked of it is kept. */
export interface FileAt {
  path: string;
  key: readonly unknown[];
}

/** Where those of a complaint are. */
export function complaintAt(no: string): FileAt {
  return { path: `/complaints/${no}`, key: caseKey(no) };
}

/** Sends an action of a file, once, however often it has to be asked. */
export function useSending(
  { path, key: fileKey }: FileAt,
  action: string,
  {
    onDone,
    onUnknown,
    isUndoable,
  }: { onDone: (answer: Settled) => void; onUnknown: (isUnknown: boolean) => void; isUndoable: boolean },
): { sending: Sending; start: (body: unknown, key: string) => void; callBack: () => void; sendNow: () => void } {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending>({ at: 'rest' });
  const waiting = useRef<{ timer: number; go: () => void } | undefined>(undefined);

  const run = useCallback(
    async (body: unknown, key: string) => {
      setSending({ at: 'sending' });
      // From here on it may have been taken, also where this page is gone before the answer comes.
      onUnknown(true);
      for (let tries = 0; ; tries++) {
        try {
          const answer = await send<Settled>('POST', `${path}/actions/${action}`, { body, key });
          setSending({ at: 'done', answer });
          onUnknown(false);
          onDone(answer);
          await Promise.all([
            client.invalidateQueries({ queryKey: fileKey }),
            client.invalidateQueries({ queryKey: ['tasks'] }),
          ]);
          return;
        } catch (error) {
          const isBusy = error instanceof ApiProblem && error.code === 'Busy' && tries < MOST_BUSY;
          if (isBusy) {
            setSending({ at: 'busy' });
            await new Promise((resolve) => setTimeout(resolve, (error.more.retryAfterS ?? 1) * 1_000));
            continue;
          }
          if (error instanceof ApiProblem && error.code === 'NotSignedIn') tellSignedOut(true);
          if (endsStandingIn(error)) await client.invalidateQueries();
          const isUnknown = mayHaveBeenTaken(error);
          onUnknown(isUnknown);
          setSending(isUnknown ? { at: 'unknown', error } : { at: 'refused', error });
          // What was offered may have changed: somebody else acted, or a clock did.
          if (error instanceof ApiProblem && error.status === 409)
            await client.invalidateQueries({ queryKey: fileKey });
          return;
        }
      }
    },
    // A file's key goes with its path.
    [client, path, action, onDone, onUnknown],
  );

  const sendNow = useCallback(() => {
    const held = waiting.current;
    if (held === undefined) return;
    window.clearTimeout(held.timer);
    waiting.current = undefined;
    held.go();
  }, []);
  const callBack = useCallback(() => {
    window.clearTimeout(waiting.current?.timer);
    waiting.current = undefined;
    setSending({ at: 'rest' });
  }, []);
  // Whoever leaves the form has not called it back.
  useEffect(() => sendNow, [sendNow]);

  const start = useCallback(
    (body: unknown, key: string) => {
      if (waiting.current !== undefined) return;
      if (!isUndoable) return void run(body, key);
      setSending({ at: 'undo', secondsLeft: UNDO_S });
      const go = () => void run(body, key);
      waiting.current = { go, timer: window.setTimeout(sendNow, UNDO_S * 1_000) };
    },
    [isUndoable, run, sendNow],
  );
  return { sending, start, callBack, sendNow };
}
