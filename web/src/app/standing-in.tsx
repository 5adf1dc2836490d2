import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { api, bodyOf, setActingFor } from '../client/http';
import { useMe } from '../client/session';
import { both } from '../words/both';
import { useSay } from '../words/language';

/** Acts for a colleague from now on, or in one's own name again; everything shown is asked for anew. */
export function useStandIn(): (colleague: string | undefined) => void {
  const client = useQueryClient();
  return (colleague) => {
    setActingFor(colleague);
    void client.invalidateQueries();
  };
}

/** Whoever stands in for a colleague sees it on every page, and can leave it; when it ends by itself, they are told. */
export function StandingInBar(): ReactNode {
  const say = useSay();
  const me = useMe();
  const standIn = useStandIn();
  const [last, setLast] = useState<{ id: string; name: string }>();
  const colleague = me.for === undefined ? undefined : me.mayActFor.find(({ id }) => id === me.for);
  useEffect(() => {
    if (colleague !== undefined) setLast(colleague);
  }, [colleague]);
  if (me.for !== undefined) {
    const name = colleague?.name ?? me.for;
    return (
      <div className="standing-in" role="status">
        {say(both(`${me.name} 正在代理 ${name}`, `${me.name} for ${name}`))}
        <button
          type="button"
          onClick={() => {
            setLast(undefined);
            standIn(undefined);
          }}
        >
          {say(both('结束代理', 'Leave'))}
        </button>
      </div>
    );
  }
  if (last === undefined) return null;
  return (
    <div className="standing-in standing-in-over" role="status">
      {say(
        both(
          `代理 ${last.name} 已结束，现在以您本人的身份办理。`,
          `You no longer stand in for ${last.name}. You act in your own name now.`,
        ),
      )}
      <button type="button" onClick={() => setLast(undefined)}>
        {say(both('知道了', 'All right'))}
      </button>
    </div>
  );
}

/** Colleagues who are away and whose substitute one is, with how much waits for each. */
export function StandInOffers(): ReactNode {
  const say = useSay();
  const me = useMe();
  const standIn = useStandIn();
  const isOffered = me.for === undefined && me.mayActFor.length > 0;
  const { data } = useQuery({
    queryKey: ['tasks', 'counts', me.id],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/tasks/counts'))).standingIn,
    enabled: isOffered,
    staleTime: 15_000,
  });
  if (!isOffered) return null;
  return (
    <ul className="stand-in-offers">
      {me.mayActFor.map(({ id, name }) => {
        const total = data?.find(({ person }) => person === id)?.total;
        const waiting = total === undefined ? undefined : both(`${total} 项待办`, `${total} waiting`);
        return (
          <li key={id}>
            <span>
              {say(both(`${name} 不在，由您代理。`, `${name} is away; you are the substitute.`))}{' '}
              {waiting !== undefined && <strong>{say(waiting)}</strong>}
            </span>
            <button type="button" className="plain-button" data-stand-in={id} onClick={() => standIn(id)}>
              {say(both(`代理 ${name}`, `Stand in for ${name}`))}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
