import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { policiesQuery } from '../../client/queries';
import { useMe } from '../../client/session';
import { Empty, Failure, Loading } from '../../parts/states';
import { useSay } from '../../words/language';
import { W } from './words';

/** The policies by which complaints are handled, each to be read in words. */
export function PoliciesPage(): ReactNode {
  const say = useSay();
  const me = useMe();
  const { data, error, refetch } = useQuery({ ...policiesQuery, enabled: me.can.read });
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  if (!me.can.read) return <Empty title={W.notFor} />;
  return (
    <div className="policies-page">
      <header className="page-head">
        <h1>{say(W.title)}</h1>
      </header>
      {data === undefined && error === null && <Loading lines={6} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty title={W.none} />}
      <ul className="policy-list">
        {data?.items.map(({ id, title, version }) => (
          <li key={id}>
            <Link to="/policies/$id" params={{ id }} search={{}} data-policy={id}>
              {say(title)}
            </Link>{' '}
            <span className="muted">
              {id} {version}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
