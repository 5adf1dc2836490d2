import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, mayHaveBeenTaken, send } from '../../client/http';
import type { Schemas } from '../../client/http';
import { tellSignedOut } from '../../client/session';

export type Registered = Schemas['Settled'];

export type Registering =
  | { at: 'rest' }
  | { at: 'sending' }
  /** Tried again by itself, under the same key: nothing was taken, or whether it was is not known. */
  | { at: 'waiting'; isUnknown: boolean }
  | { at: 'refused'; error: unknown };

const AGAIN_AFTER_S = 3;

/** Registers an intake, once, however long the server is away meanwhile. */
export function useRegistering(
  onRegistered: (answer: Registered) => void,
  onSent: (isUnknown: boolean) => void,
): { registering: Registering; register: (body: object, key: string) => void; stop: () => void } {
  const client = useQueryClient();
  const [registering, setRegistering] = useState<Registering>({ at: 'rest' });
  const timer = useRef(0);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      window.clearTimeout(timer.current);
    };
  }, []);

  const register = useCallback(
    (body: object, key: string) => {
      const attempt = async () => {
        setRegistering({ at: 'sending' });
        // From here on it may have been taken, also where this page is gone before the answer comes.
        onSent(true);
        try {
          const answer = await send<Registered>('POST', '/complaints', { body, key });
          setRegistering({ at: 'rest' });
          onSent(false);
          onRegistered(answer);
          await client.invalidateQueries({ queryKey: ['tasks'] });
        } catch (error) {
          if (isGone.current) return;
          if (error instanceof ApiProblem && error.code === 'NotSignedIn') tellSignedOut(true);
          const isUnknown = mayHaveBeenTaken(error);
          const isAway =
            error instanceof ApiProblem && (error.code === 'StoreUnavailable' || error.code === 'NumberTaken');
          onSent(isUnknown);
          if (!isUnknown && !isAway) {
            setRegistering({ at: 'refused', error });
            return;
          }
          setRegistering({ at: 'waiting', isUnknown });
          const after = (error instanceof ApiProblem ? error.more.retryAfterS : undefined) ?? AGAIN_AFTER_S;
          timer.current = window.setTimeout(() => void attempt(), after * 1_000);
        }
      };
      void attempt();
    },
    [client, onRegistered, onSent],
  );
  const stop = useCallback(() => {
    window.clearTimeout(timer.current);
    setRegistering({ at: 'rest' });
  }, []);
  return { registering, register, stop };
}
