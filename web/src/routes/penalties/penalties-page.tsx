import '../../oversight.css';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { send } from '../../client/http';
import { statementQuery, useSeesAccounts } from '../../client/penalties';
import type { Statement } from '../../client/penalties';
import { useMe } from '../../client/session';
import { Choice } from '../../form/choice';
import { Empty, Failure, Loading } from '../../parts/states';
import { Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { PersonStatement } from './person-statement';
import { W } from './words';

const route = getRouteApi('/penalties/$month');

/** What a month's penalties come to: one's own for everybody, all for those who keep the accounts. */
export function PenaltiesPage(): ReactNode {
  const say = useSay();
  const { month } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/penalties/$month' });
  const seesAll = useSeesAccounts('either');
  const isMine = seesAll !== true || search.mine === true;
  const { data, error, refetch } = useQuery({ ...statementQuery(month, isMine), enabled: seesAll !== undefined });
  useEffect(() => {
    document.title = `${say(W.title)} ${month} · Redress`;
  }, [say, month]);
  return (
    <div className="penalties-page">
      <header className="page-head">
        <h1>
          {say(W.title)} <span className="no">{month}</span>
        </h1>
        <nav className="tabs" aria-label={say(W.month)}>
          <Link to="/penalties/$month" params={{ month: monthFrom(month, -1) }} search={search} className="tab">
            ← {say(W.earlier)}
          </Link>
          <Link to="/penalties/$month" params={{ month: monthFrom(month, 1) }} search={search} className="tab">
            {say(W.later)} →
          </Link>
        </nav>
        <ClaimsLink />
      </header>
      {seesAll === true && (
        <div className="story-filters">
          <Choice
            label={say(W.whose)}
            options={[
              { value: 'all', title: W.everybody },
              { value: 'mine', title: W.mine },
            ]}
            value={isMine ? 'mine' : 'all'}
            isRequired
            isLocked={false}
            onChange={(value) => void navigate({ search: value === 'mine' ? { mine: true } : {}, replace: true })}
          />
        </div>
      )}
      {data === undefined && error === null && <Loading lines={6} height={48} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.persons.length === 0 && <Empty title={isMine ? W.noneOfMine : W.none} />}
      {data?.persons.map((person) => (
        <PersonStatement key={person.person} statement={person} />
      ))}
      {data !== undefined && !isMine && <OfAll data={data} month={month} />}
    </div>
  );
}

function ClaimsLink(): ReactNode {
  const say = useSay();
  const sees = useSeesAccounts('finance');
  return sees === true ? (
    <Link to="/claims" search={{}}>
      {say(W.claims)}
    </Link>
  ) : null;
}

/** The month so many from this one. */
function monthFrom(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

function OfAll({ data, month }: { data: Statement; month: string }): ReactNode {
  const say = useSay();
  const { can } = useMe();
  return (
    <>
      {data.departments.length > 0 && (
        <section className="panel">
          <h2>{say(W.departments)}</h2>
          <div className="table-scroll" tabIndex={0} role="group" aria-label={say(W.departments)}>
            <table className="plain-table">
              <thead>
                <tr>
                  {[W.department, W.persons, W.penalties, W.due, W.deducted, W.waived, W.carried].map((title) => (
                    <th key={title.en} scope="col">
                      {say(title)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.departments.map((one) => (
                  <tr key={one.department}>
                    <th scope="row">{one.department}</th>
                    <td>{one.persons}</td>
                    <td>{one.penalties}</td>
                    {[one.dueFen, one.deductedFen, one.waivedFen, one.carriedFen].map((fen, i) => (
                      <td key={i}>
                        <Money fen={fen} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {data.unassigned.length > 0 && (
        <section className="panel">
          <h2>
            {say(W.unassigned)} <span className="count">{data.unassigned.length}</span>
          </h2>
          <p className="muted">{say(W.unassignedHelp)}</p>
          <ul className="listed">
            {data.unassigned.map(({ key, no, percent }) => (
              <li key={key}>
                <Link to="/complaints/$no" params={{ no }} search={{}} className="no">
                  {no}
                </Link>{' '}
                {percent} %
              </li>
            ))}
          </ul>
        </section>
      )}
      <nav className="files" aria-label={say(W.files)}>
        <a href={`/api/v1/penalties/statements/${month}/payroll.csv`} download>
          {say(W.payroll)}
        </a>
        <a href={`/api/v1/penalties/statements/${month}/finance.csv`} download>
          {say(W.finance)}
        </a>
      </nav>
      {(can.payroll || can.finance) && data.persons.some(({ closed }) => !closed) && <Close month={month} />}
    </>
  );
}

/** Closing is for good, so it is asked for twice. */
function Close({ month }: { month: string }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const close = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await send('POST', `/penalties/statements/${month}`);
      setAsked(false);
      await client.invalidateQueries({ queryKey: ['penalties'] });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel">
      <p>{say(W.closeHelp)}</p>
      {error !== undefined && <Failure error={error} />}
      <div className="action-bar">
        {!isAsked && <Button onClick={() => setAsked(true)}>{say(W.close)}</Button>}
        {isAsked && (
          <>
            <Button onClick={() => void close()} loading={isBusy}>
              {say(W.confirmClose)}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {say(W.cancel)}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
