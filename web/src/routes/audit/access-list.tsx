import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AccessEntry } from '../../client/audit';
import { nextOf, readList } from '../../client/lists';
import type { PageAt } from '../../client/lists';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { both } from '../../words/both';
import { useSay } from '../../words/language';
import { KINDS, W } from './words';

const REFUSALS = ['refused', 'signInFailed'];
const READINGS = ['opened', 'auditRead'];

export type AccessShown = 'everything' | 'refusals' | 'readings';
const OF: Readonly<Record<AccessShown, readonly string[] | undefined>> = {
  everything: undefined,
  refusals: REFUSALS,
  readings: READINGS,
};

/** Who got at what, or was refused it: of one file, or of all. The newest first. */
export function AccessList({ no, shown }: { no?: string; shown: AccessShown }): ReactNode {
  const say = useSay();
  const filters = { no, kind: OF[shown], perPage: '50' };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['access', filters],
    queryFn: ({ pageParam }) => readList<AccessEntry>('/audit/access', filters, pageParam),
    initialPageParam: undefined as PageAt,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });
  if (data === undefined)
    return error === null ? <Loading lines={6} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty title={W.noAccess} />;
  return (
    <>
      <div className="table-scroll">
        <table className="register-table access-table">
          <thead>
            <tr>
              <th scope="col">{say(W.time)}</th>
              <th scope="col">{say(W.who)}</th>
              <th scope="col">{say(W.kind)}</th>
              {no === undefined && <th scope="col">{say(W.which)}</th>}
              <th scope="col">{say(W.why)}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((entry, i) => (
              <Row key={`${entry.at} ${i}`} entry={entry} isOfAll={no === undefined} />
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say(W.more)}
        </Button>
      )}
    </>
  );
}

const NUMBER = /^[CMA]\d{6}-/;

function Row({ entry, isOfAll }: { entry: AccessEntry; isOfAll: boolean }): ReactNode {
  const say = useSay();
  const { at, kind, account, name = account, for: colleague, forName = colleague, no, count } = entry;
  const who = name === undefined ? say(W.nobody) : name.startsWith('cli:') ? say(W.commandLine) : name;
  return (
    <tr>
      <td>
        <Moment at={at} alone />
      </td>
      <td>{forName === undefined ? who : say(both(`${who} 代 ${forName}`, `${who} for ${forName}`))}</td>
      <td>
        <span className={REFUSALS.includes(kind) ? 'finding-bad' : undefined}>{say(KINDS[kind] ?? W.kind)}</span>
        {entry.operationTitle !== undefined && ` · ${say(entry.operationTitle)}`}
        {entry.opened !== undefined && ` · ${say(both(`${entry.opened} 项`, `${entry.opened} texts`))}`}
        {count !== undefined && ` ×${count}`}
      </td>
      {isOfAll && (
        <td>
          {no !== undefined && NUMBER.test(no) && (
            <Link to="/audit/$no" params={{ no }} search={{}} className="no">
              {no}
            </Link>
          )}
        </td>
      )}
      <td>{entry.codeTitle !== undefined && say(entry.codeTitle)}</td>
    </tr>
  );
}
