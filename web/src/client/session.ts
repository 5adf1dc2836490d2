import { queryOptions } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { api, ApiProblem, bodyOf, colleagueActedFor, send, setActingFor } from './http';
import type { Schemas } from './http';

export type Me = Schemas['Me'];

/** Who is signed in; undefined while nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await bodyOf(api.GET('/api/v1/me'));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      // The colleague is back, or somebody else signed in: from here on they act in their own name.
      if (!endsStandingIn(error) || colleagueActedFor() === undefined) throw error;
      setActingFor(undefined);
      return bodyOf(api.GET('/api/v1/me'));
    }
  },
  staleTime: 60_000,
});

/** Whether the server says that one does not stand in for that colleague, or no longer. */
export function endsStandingIn(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'MayNotActFor';
}

const Mine = createContext<Me | undefined>(undefined);
/** Whoever the page belongs to: also while their session is over and they sign in anew. */
export const MeProvider = Mine.Provider;

export function useMe(): Me {
  const me = use(Mine);
  if (me === undefined) throw new Error('asked before anybody was signed in');
  return me;
}

/** Begins a session whose token no script can read. */
export async function signIn(id: string, password: string): Promise<void> {
  await send('POST', '/session', { body: { id, password, cookie: true } });
}

/** Changes the password, which begins a session too. */
export async function changePassword(id: string, password: string, newPassword: string): Promise<void> {
  await send('POST', '/session/password', { body: { id, password, newPassword, cookie: true } });
}

export async function signOut(): Promise<void> {
  await send('DELETE', '/session');
}

type Listener = (isOut: boolean) => void;
const listeners = new Set<Listener>();
/** Tells whoever listens that the session is over, or has begun anew. */
export function tellSignedOut(isOut: boolean): void {
  for (const listener of listeners) listener(isOut);
}
/** @returns ends the listening */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
