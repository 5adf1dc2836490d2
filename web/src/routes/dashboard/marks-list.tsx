import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { send } from '../../client/http';
import { queryOf } from '../../client/lists';
import type { Mark } from '../../client/oversight';
import { figureText } from '../../parts/figure';
import type { Unit } from '../../parts/figure';
import { Icon } from '../../parts/icons';
import { Empty, Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { useCategoryTitle } from '../../parts/titles';
import type { Bilingual } from '../../words/both';
import { useSay } from '../../words/language';
import { W } from './words';

interface MarksPage {
  title: Bilingual;
  definition: Bilingual;
  unit: Unit;
  items: Mark[];
  next?: string;
}

/** What a figure is made of, one by one: each line a case, and what of it counts. */
export function MarksList({
  path,
  query,
}: {
  path: string;
  query: Readonly<Record<string, string | undefined>>;
}): ReactNode {
  const say = useSay();
  const router = useRouter();
  const categoryTitle = useCategoryTitle();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['marks', path, query],
    queryFn: ({ pageParam }) =>
      send<MarksPage>('GET', `${path}?${queryOf({ ...query, perPage: '100', cursor: pageParam }).toString()}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const first = data?.pages[0];
  useEffect(() => {
    document.title = `${say(first?.title ?? W.marks)} · Redress`;
  }, [say, first]);
  if (data === undefined || first === undefined)
    return error === null ? <Loading lines={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  const hasValues = items.some(({ value }) => value !== undefined);
  return (
    <div className="dashboard">
      <nav className="case-nav">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="back" />}
          onClick={() => router.history.back()}
        >
          {say(W.back)}
        </Button>
      </nav>
      <header className="page-head">
        <h1>
          {say(first.title)}{' '}
          <span className="count" data-listed={items.length}>
            {say(W.shown)} {items.length}
            {hasNextPage && '+'}
          </span>
        </h1>
      </header>
      <p className="muted">{say(first.definition)}</p>
      {items.length === 0 && <Empty title={W.noMarks} />}
      {items.length > 0 && (
        <div className="table-scroll">
          <table className="register-table marks-table">
            <thead>
              <tr>
                <th scope="col">{say(W.no)}</th>
                <th scope="col">{say(W.what)}</th>
                {hasValues && <th scope="col">{say(W.value)}</th>}
                <th scope="col">{say(W.category)}</th>
                <th scope="col">{say(W.at)}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((mark, i) => (
                <tr key={i} data-mark={mark.no}>
                  <td>
                    <Link to="/complaints/$no" params={{ no: mark.no }} search={{}} className="no">
                      {mark.no}
                    </Link>
                  </td>
                  <td>{say(mark.title)}</td>
                  {hasValues && <td>{mark.value !== undefined && say(figureText(mark.value, first.unit))}</td>}
                  <td>{categoryTitle(mark.policy, mark.category)}</td>
                  <td>
                    <Moment at={mark.at} alone />
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
    </div>
  );
}
