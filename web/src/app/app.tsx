import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem, setActingFor } from '../client/http';
import { endsStandingIn, meQuery, MeProvider, onSignedOut, tellSignedOut } from '../client/session';
import type { Me } from '../client/session';
import { DraftDesk } from '../drafts/draft-desk';
import { Drafts } from '../drafts/use-draft';
import { LiveUpdates } from '../live/live-updates';
import { Failure, Loading } from '../parts/states';
import { LanguageProvider } from '../words/language';
import { setLetterKeys } from './keys';
import { router } from './router';
import { SignInOver, SignInPage } from './sign-in';
import { THEME } from './theme';

/** What an error says of who one is: that goes for the whole page, not only for what was asked. */
function noticeWho(error: unknown): void {
  if (error instanceof ApiProblem && error.code === 'NotSignedIn') tellSignedOut(true);
  if (endsStandingIn(error)) void client.invalidateQueries();
}

/** What a repeat cannot mend is not repeated. */
function isWorthRetrying(count: number, error: unknown): boolean {
  return count < 2 && !(error instanceof ApiProblem && error.status < 500);
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: noticeWho }),
  mutationCache: new MutationCache({ onError: noticeWho }),
  defaultOptions: { queries: { retry: isWorthRetrying, refetchOnWindowFocus: true } },
});

/** Styles that components write into the page carry the nonce that the server gave this page. */
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

export function App(): ReactNode {
  return (
    <MantineProvider theme={THEME} forceColorScheme="light" getStyleNonce={nonce}>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <Door />
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Lets in whoever is signed in; a session that ends later asks for the password over what is open. */
function Door(): ReactNode {
  const { data: me, error, refetch } = useQuery(meQuery);
  // Whoever was here when the session ended; the page stays theirs until somebody signs in.
  const [last, setLast] = useState<Me>();
  const [isOut, setOut] = useState(false);
  useEffect(() => onSignedOut(setOut), []);
  useEffect(() => {
    if (me !== undefined && me !== null) {
      setLast(me);
      setOut(false);
    } else if (me === null && last !== undefined) setOut(true);
  }, [me, last]);
  if (me === undefined)
    return error === null ? <Loading lines={6} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const shown = me ?? last;
  const signedIn = async () => {
    if (shown === undefined) setActingFor(undefined);
    const now = await client.query({ ...meQuery, staleTime: 0 });
    // Nothing that somebody else has read is shown to whoever comes after them.
    if (now?.id !== last?.id) client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    setOut(false);
    await client.invalidateQueries();
  };
  if (shown === undefined || (me === null && !isOut)) return <SignInPage onSignedIn={() => void signedIn()} />;
  return (
    <>
      <Inside key={shown.id} me={shown} />
      {isOut && <SignInOver id={shown.id} onSignedIn={() => void signedIn()} />}
    </>
  );
}

/** The console of one person; their drafts are opened before anything is shown that could hold one. */
function Inside({ me }: { me: Me }): ReactNode {
  const [desk, setDesk] = useState<DraftDesk>();
  const { id, draftKey, prefs } = me;
  useEffect(() => {
    void DraftDesk.open(id, draftKey).then(setDesk);
  }, [id, draftKey]);
  useEffect(() => setLetterKeys(prefs.letterKeys ?? true), [prefs.letterKeys]);
  if (desk === undefined) return <Loading lines={6} />;
  return (
    <MeProvider value={me}>
      <Drafts value={desk}>
        <LiveUpdates />
        <RouterProvider router={router} />
      </Drafts>
    </MeProvider>
  );
}
