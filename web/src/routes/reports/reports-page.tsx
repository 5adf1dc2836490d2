import '../../oversight.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { reportsQuery } from '../../client/oversight';
import { useMe } from '../../client/session';
import { Gate } from '../../parts/gate';
import { Empty, Failure, Loading } from '../../parts/states';
import { usePolicyTitle } from '../../parts/titles';
import { useSay } from '../../words/language';
import { W } from './words';

/** The regular reports that one may read, and the periods that are there. */
export function ReportsPage(): ReactNode {
  const { can } = useMe();
  return (
    <Gate isOpen={can.seeReports || can.manage}>
      <Readable />
    </Gate>
  );
}

function Readable(): ReactNode {
  const say = useSay();
  const { can } = useMe();
  const policyTitle = usePolicyTitle();
  const { data, error, refetch } = useQuery(reportsQuery);
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  return (
    <div className="reports-page">
      <header className="page-head">
        <h1>{say(W.title)}</h1>
        {can.manage && (
          <nav className="tabs" aria-label={say(W.views)}>
            <Link to="/dashboard" search={{}} className="tab">
              {say(W.dashboard)}
            </Link>
            <Link to="/reports" className="tab" aria-current="page">
              {say(W.title)}
            </Link>
          </nav>
        )}
      </header>
      {data === undefined && error === null && <Loading lines={6} height={56} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty title={W.none} />}
      {data?.items.map(({ id, title, policy, every, periods }) => (
        <section key={id} className="panel" data-report={id}>
          <h2>
            {say(title)}{' '}
            <span className="muted">
              {policyTitle(policy)} · {say(every === 'week' ? W.weekly : W.monthly)}
            </span>
          </h2>
          {periods.length === 0 ? (
            <p className="muted">{say(W.noPeriods)}</p>
          ) : (
            <ul className="periods">
              {periods.map(({ period }) => (
                <li key={period}>
                  <Link to="/reports/$id/$period" params={{ id, period }}>
                    {period}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
