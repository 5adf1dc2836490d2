import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { RegisterSearch } from '../../app/search';
import { useKeys } from '../../app/keys';
import { nextOf, queryOf, readList } from '../../client/lists';
import type { PageAt } from '../../client/lists';
import { policiesQuery } from '../../client/queries';
import type { Schemas } from '../../client/http';
import { NarrowedBy } from '../../parts/narrowed';
import { Empty, Failure, Loading } from '../../parts/states';
import { Due, Moment } from '../../parts/time';
import { useCategoryTitle } from '../../parts/titles';
import { useSay } from '../../words/language';
import { SavedViews } from '../../views/saved-views';
import { useNarrowed } from './narrowed';
import { W } from './words';

type Entry = Schemas['RegisterEntry'];

const PER_PAGE = '50';
const STATUSES = ['open', 'resolved', 'closed'] as const;
const route = getRouteApi('/complaints');

/** All complaints that one may see; what they are narrowed to stands in the address. */
export function RegisterPage(): ReactNode {
  const say = useSay();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/complaints' });
  const { text, policy, status, category, major, sort = 'recordedAt', order = 'desc' } = search;
  const { stage, department, place, recordedFrom, recordedTo } = search;
  const filters = {
    ...{ text, policy, status, category, stage, department, place, recordedFrom, recordedTo },
    ...{ sort, order, perPage: PER_PAGE },
    major: major === true ? 'true' : undefined,
  };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['complaints', filters],
    queryFn: ({ pageParam }) => readList<Entry>('/complaints', filters, pageParam),
    initialPageParam: undefined as PageAt,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  const narrow = (change: RegisterSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = useNarrowed(search, narrow);
  const isNarrowed = narrowed.length > 0 || [text, policy, status, category, major].some((one) => one !== undefined);
  const move = (by: number) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
  return (
    <div className="register-page">
      <header className="page-head">
        <h1>
          {say(W.title)} {data !== undefined && <span className="count">{data.pages[0]?.total ?? 0}</span>}
        </h1>
        <SavedViews page="complaints" />
        {data?.pages[0]?.totalIs !== undefined && (
          <a
            href={`/api/v1/complaints?${queryOf({ ...filters, perPage: undefined, format: 'csv' }).toString()}`}
            download
          >
            {say(W.export)}
          </a>
        )}
      </header>
      <Filters search={search} onNarrow={narrow} />
      <NarrowedBy all={narrowed} />
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading lines={10} />}
      {data !== undefined && items.length === 0 && (
        <Empty title={isNarrowed ? W.none : W.noneYet}>
          {isNarrowed && (
            <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
              {say(W.clear)}
            </Button>
          )}
        </Empty>
      )}
      {items.length > 0 && <Table items={items} sort={sort} order={order} onNarrow={narrow} />}
      {hasNextPage && (
        <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say(W.more)}
        </Button>
      )}
    </div>
  );
}

function Filters({
  search,
  onNarrow,
}: {
  search: RegisterSearch;
  onNarrow: (change: RegisterSearch) => void;
}): ReactNode {
  const say = useSay();
  const { data: policies } = useQuery(policiesQuery);
  const [typed, setTyped] = useState(search.text ?? '');
  const look = useDebouncedCallback(
    (text: string) => onNarrow({ text: text.trim() === '' ? undefined : text.trim() }),
    300,
  );
  const policy = typeof search.policy === 'string' ? search.policy : undefined;
  const categories = policies?.items.find(({ id }) => id === policy)?.categories ?? [];
  const choice = (
    label: { zh: string; en: string },
    value: string | undefined,
    data: { value: string; label: string }[],
    onChange: (value: string | undefined) => void,
  ) => (
    <Select
      label={say(label)}
      placeholder={say(W.any)}
      data={data}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      searchable
      clearable
    />
  );
  return (
    <section className="filters" aria-label={say(W.filters)}>
      <TextInput
        type="search"
        label={say(W.text)}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          look(currentTarget.value);
        }}
      />
      {choice(
        W.status,
        search.status,
        STATUSES.map((value) => ({ value, label: say(W[value]) })),
        (value) => onNarrow({ status: STATUSES.find((one) => one === value) }),
      )}
      {choice(
        W.policy,
        policy,
        policies?.items.map(({ id, title }) => ({ value: id, label: say(title) })) ?? [],
        (chosen) => onNarrow({ policy: chosen, category: undefined, stage: undefined, department: undefined }),
      )}
      {policy !== undefined &&
        choice(
          W.category,
          search.category,
          categories.map(({ id, title }) => ({ value: id, label: say(title) })),
          (category) => onNarrow({ category }),
        )}
      <label className="minor-switch">
        <input
          type="checkbox"
          checked={search.major ?? false}
          onChange={({ currentTarget }) => onNarrow({ major: currentTarget.checked ? true : undefined })}
        />
        {say(W.onlyMajor)}
      </label>
    </section>
  );
}

function Table({
  items,
  sort,
  order,
  onNarrow,
}: {
  items: readonly Entry[];
  sort: 'recordedAt' | 'dueAt';
  order: 'asc' | 'desc';
  onNarrow: (change: RegisterSearch) => void;
}): ReactNode {
  const say = useSay();
  const categoryTitle = useCategoryTitle();
  const sortable = (by: 'recordedAt' | 'dueAt') => (
    <th scope="col" aria-sort={sort !== by ? 'none' : order === 'asc' ? 'ascending' : 'descending'}>
      <button
        type="button"
        onClick={() => onNarrow({ sort: by, order: sort === by && order === 'desc' ? 'asc' : 'desc' })}
      >
        {say(W[by])} <span aria-hidden="true">{sort !== by ? '↕' : order === 'asc' ? '↑' : '↓'}</span>
      </button>
    </th>
  );
  return (
    <div className="table-scroll">
      <table className="register-table">
        <thead>
          <tr>
            <th scope="col">{say(W.no)}</th>
            <th scope="col">{say(W.category)}</th>
            <th scope="col">{say(W.status)}</th>
            {sortable('recordedAt')}
            {sortable('dueAt')}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.no}>
              <td>
                <Link to="/complaints/$no" params={{ no: one.no }} search={{}} className="no" data-row={one.no}>
                  {one.no}
                </Link>
              </td>
              <td>
                {one.major && <span className="major">{say(W.major)}</span>} {categoryTitle(one.policy, one.category)}
              </td>
              <td>
                <span className={`status status-${one.status}`}>{say(W[one.status])}</span>
              </td>
              <td>{one.recordedAt !== undefined && <Moment at={one.recordedAt} alone />}</td>
              <td>{one.dueAt !== undefined && one.status === 'open' && <Due at={one.dueAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
