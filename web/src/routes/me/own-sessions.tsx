import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../../client/http';
import { Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { timeOf } from '../../words/format';
import { useSay, useSpoken } from '../../words/language';
import { W } from './words';

const ownSessionsQuery = {
  queryKey: ['me', 'sessions'],
  queryFn: async () => (await bodyOf(api.GET('/api/v1/me/sessions'))).items,
};

/** Where one is signed in; the others can be ended. */
export function OwnSessions(): ReactNode {
  const say = useSay();
  const { language } = useSpoken();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(ownSessionsQuery);
  const [failure, setFailure] = useState<unknown>();
  const end = async (session: string) => {
    setFailure(undefined);
    try {
      await api.DELETE('/api/v1/me/sessions/{session}', { params: { path: { session } } });
    } catch (failed) {
      setFailure(failed);
    }
    await client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
  };
  return (
    <section className="panel" aria-label={say(W.sessions)}>
      <h2>{say(W.sessions)}</h2>
      <p className="muted">{say(W.sessionsHelp)}</p>
      {data === undefined && error === null && <Loading lines={2} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {failure !== undefined && <Failure error={failure} />}
      <ul className="sessions">
        {data?.map((session) => (
          <li key={session.id}>
            <span>
              {say(W.since)} <Moment at={session.startedAt} alone /> · {say(W.until)}{' '}
              <Moment at={session.expiresAt} alone />
              {session.isThis === true && <strong> · {say(W.this)}</strong>}
            </span>
            {session.isThis !== true && (
              <button
                type="button"
                className="plain-button"
                aria-label={`${say(W.endOf)} ${timeOf(session.startedAt, language)}`}
                onClick={() => void end(session.id)}
              >
                {say(W.end)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
