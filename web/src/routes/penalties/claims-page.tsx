import '../../oversight.css';
import { Button, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { nextOf, queryOf, readList } from '../../client/lists';
import type { PageAt } from '../../client/lists';
import { useSeesAccounts } from '../../client/penalties';
import type { Claim } from '../../client/penalties';
import { Gate } from '../../parts/gate';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment, Money } from '../../parts/time';
import { useSay } from '../../words/language';
import { MoveClaim } from './move-claim';
import { CLAIMS, W } from './words';

const route = getRouteApi('/claims');

/** What suppliers owe for their shares of losses, and how far each claim is. */
export function ClaimsPage(): ReactNode {
  const sees = useSeesAccounts('finance');
  if (sees === undefined) return <Loading lines={6} />;
  return (
    <Gate isOpen={sees}>
      <List />
    </Gate>
  );
}

function List(): ReactNode {
  const say = useSay();
  const { status } = route.useSearch();
  const navigate = useNavigate({ from: '/claims' });
  const [moved, setMoved] = useState<Claim>();
  const filters = { status, perPage: '50' };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['claims', filters],
    queryFn: ({ pageParam }) => readList<Claim>('/claims', filters, pageParam),
    initialPageParam: undefined as PageAt,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    document.title = `${say(W.claims)} · Redress`;
  }, [say]);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="penalties-page">
      <header className="page-head">
        <h1>
          {say(W.claims)} {data !== undefined && <span className="count">{data.pages[0]?.total ?? 0}</span>}
        </h1>
        <a href={`/api/v1/claims/finance.csv?${queryOf({ status }).toString()}`} download>
          {say(W.export)}
        </a>
      </header>
      <section className="filters" aria-label={say(W.status)}>
        <Select
          label={say(W.status)}
          placeholder={say(W.any)}
          data={Object.entries(CLAIMS).map(([value, title]) => ({ value, label: say(title) }))}
          value={status ?? null}
          onChange={(value) => void navigate({ search: value === null ? {} : { status: value }, replace: true })}
          clearable
        />
      </section>
      {data === undefined && error === null && <Loading lines={8} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && items.length === 0 && <Empty title={W.noClaims} />}
      {items.length > 0 && (
        <div className="table-scroll">
          <table className="register-table claims-table">
            <thead>
              <tr>
                {[W.no, W.supplier, W.amount, W.status, W.last, W.move].map((title) => (
                  <th key={title.en} scope="col">
                    {say(title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((claim) => (
                <tr key={claim.id} data-claim={claim.id}>
                  <td>
                    <Link to="/complaints/$no" params={{ no: claim.no }} search={{}} className="no">
                      {claim.no}
                    </Link>
                  </td>
                  <td>{claim.supplier}</td>
                  <td>
                    <Money fen={claim.amountFen} /> ({claim.percent} %)
                  </td>
                  <td>
                    <span className="status">{say(CLAIMS[claim.status] ?? W.status)}</span>
                  </td>
                  <td>
                    <LastStep claim={claim} />
                  </td>
                  <td>
                    {claim.next.length > 0 && (
                      <Button variant="default" size="compact-md" onClick={() => setMoved(claim)}>
                        {say(W.move)}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage && (
        <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say(W.more)}
        </Button>
      )}
      {moved !== undefined && <MoveClaim claim={moved} onClose={() => setMoved(undefined)} />}
    </div>
  );
}

function LastStep({ claim: { steps } }: { claim: Claim }): ReactNode {
  const last = steps.at(-1);
  if (last === undefined) return null;
  return (
    <>
      <Moment at={last.at} alone />
      {last.amountFen !== undefined && (
        <>
          {' '}
          <Money fen={last.amountFen} />
        </>
      )}
      {last.note !== undefined && ` ${last.note}`}
    </>
  );
}
