import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { NowPanel } from '../../action/now-panel';
import { useKeys } from '../../app/keys';
import { StandInOffers } from '../../app/standing-in';
import { nextOf, readList } from '../../client/lists';
import type { PageAt } from '../../client/lists';
import type { TaskSeen } from '../../client/tasks';
import { useMe } from '../../client/session';
import { useNow } from '../../parts/time';
import { NarrowedBy } from '../../parts/narrowed';
import { Empty, Failure, Loading } from '../../parts/states';
import { useSay } from '../../words/language';
import { groupsOf } from './groups';
import { TaskRow } from './task-row';
import { CaseBrief } from './case-brief';
import { useNarrowedTasks } from './narrowed';
import { canGive, ReassignBar, useSelection } from './reassign';
import { TaskFilters } from './task-filters';
import { W } from './words';

const PER_PAGE = 50;
const route = getRouteApi('/tasks');

const flagOf = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : String(value));

/** A row by what it is: its case and its task. */
const rowId = ({ no, id }: TaskSeen): string => `${no} ${id}`;

/** What waits for me, grouped by when it is due; beside it the case in brief, with the action's form. */
export function TasksPage(): ReactNode {
  const say = useSay();
  const me = useMe();
  const search = route.useSearch();
  const { view, open, task, ...narrowing } = search;
  const { policy, place, role, assignee, assigned, hearings, overdue, dueFrom, dueBefore } = narrowing;
  const navigate = useNavigate({ from: '/tasks' });
  const isWide = useMediaQuery('(min-width: 68em)', true, { getInitialValueInEffect: false });
  const now = useNow();
  const filters = {
    ...(view === 'all' ? { all: 'true' } : {}),
    ...{ policy, place, role, assignee, dueFrom, dueBefore, assigned: flagOf(assigned), hearings: flagOf(hearings) },
    ...(overdue === true ? { overdue: 'true' } : {}),
    perPage: String(PER_PAGE),
  };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['tasks', me.for ?? me.id, filters],
    queryFn: ({ pageParam }) => readList<TaskSeen>('/tasks', filters, pageParam, { with: 'gist' }),
    initialPageParam: undefined as PageAt,
    getNextPageParam: nextOf,
  });
  const isNarrowed = Object.keys(narrowing).length > 0;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const groups = useMemo(() => groupsOf(items, now), [items, now]);
  const ordered = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const openId = open === undefined ? undefined : `${open} ${task ?? ''}`;
  const [cursor, setCursor] = useState<string>();
  const at = ordered.findIndex((one) => rowId(one) === (cursor ?? openId));

  const show = (one: TaskSeen | undefined) => {
    if (one === undefined) return;
    setCursor(rowId(one));
    if (one.kind !== 'complaint') return;
    if (isWide) void navigate({ search: (before) => ({ ...before, open: one.no, task: one.id }), replace: true });
    else void navigate({ to: '/complaints/$no', params: { no: one.no }, search: {} });
  };
  const move = (by: number) => {
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, at + by))];
    if (next === undefined) return;
    setCursor(rowId(next));
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowId(next))}"]`)?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1) });

  const narrowed = useNarrowedTasks(
    search,
    (change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
  );
  const selection = useSelection();
  useKeys(
    me.can.manage && view === 'all'
      ? {
          x: () => {
            const row = document.activeElement?.closest<HTMLElement>('.task-row')?.querySelector('input');
            row?.click();
          },
        }
      : {},
  );

  // The case stays open when its task is gone: a form may stand in it, and what became of it is told there.
  const opened = ordered.find((one) => rowId(one) === openId);
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);

  return (
    <div className={`tasks-page ${open === undefined ? '' : 'with-brief'}`}>
      <section className="task-list" aria-label={say(W.title)}>
        <header className="page-head">
          <h1>
            {say(view === 'all' ? W.all : W.mine)}{' '}
            {data !== undefined && <span className="count">{data.pages[0]?.total ?? 0}</span>}
          </h1>
          {me.can.manage && (
            <nav className="tabs" aria-label={say(W.whose)}>
              <Link to="/tasks" search={{}} className="tab" {...(view === undefined ? { 'aria-current': 'page' } : {})}>
                {say(W.mine)}
              </Link>
              <Link
                to="/tasks"
                search={{ view: 'all' }}
                className="tab"
                {...(view === 'all' ? { 'aria-current': 'page' } : {})}
              >
                {say(W.all)}
              </Link>
            </nav>
          )}
        </header>
        <StandInOffers />
        {me.can.read && (
          <TaskFilters
            search={search}
            onNarrow={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
          />
        )}
        <NarrowedBy all={narrowed} />
        {me.can.manage && view === 'all' && <ReassignBar tasks={items} selection={selection} />}
        {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading lines={8} height={44} />}
        {data !== undefined && items.length === 0 && (
          <Empty title={isNarrowed ? W.noneOfThese : W.empty}>
            {isNarrowed ? (
              <Button
                variant="default"
                onClick={() => void navigate({ search: view === undefined ? {} : { view }, replace: true })}
              >
                {say(W.clear)}
              </Button>
            ) : (
              <p>{say(W.emptyNext)}</p>
            )}
          </Empty>
        )}
        {groups.map((group) => (
          <section key={group.id} className="task-group">
            <h2 className={`group-head group-${group.id}`}>
              {say(group.title)} <span className="count">{group.items.length}</span>
            </h2>
            <ul>
              {group.items.map((one) => (
                <TaskRow
                  key={rowId(one)}
                  task={one}
                  row={rowId(one)}
                  isOpen={rowId(one) === openId}
                  onOpen={() => show(one)}
                  selected={view === 'all' && canGive(one) ? selection.has(rowId(one)) : undefined}
                  onSelect={() => selection.toggle(rowId(one))}
                />
              ))}
            </ul>
          </section>
        ))}
        {hasNextPage && (
          <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say(W.moreRows)}
          </Button>
        )}
      </section>
      {isWide && (
        <section className="brief" aria-label={say(W.brief)}>
          {open === undefined ? (
            <Empty title={W.choose} />
          ) : (
            <>
              <CaseBrief no={open} />
              <NowPanel key={open} no={open} task={opened === undefined ? task : opened.id} />
            </>
          )}
        </section>
      )}
    </div>
  );
}
