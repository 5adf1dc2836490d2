import '../../oversight.css';
import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { dashboardQuery, placesQuery, reportsQuery } from '../../client/oversight';
import type { Dashboard, DashboardAsked } from '../../client/oversight';
import { useMe } from '../../client/session';
import { Bars } from '../../parts/bars';
import { Gate } from '../../parts/gate';
import { Failure, Loading } from '../../parts/states';
import { Moment } from '../../parts/time';
import { usePolicyTitle } from '../../parts/titles';
import { useSay } from '../../words/language';
import { barsOf } from './bars-of';
import { MarksLink, RegisterLink, TasksLink } from './links';
import { Tile } from './tiles';
import { Trend } from './trend';
import { W } from './words';

const route = getRouteApi('/dashboard');
const DAYS = [7, 30, 90] as const;

/** How things stand, for those who manage: every figure leads to the complaints that it is made of. */
export function DashboardPage(): ReactNode {
  const { can } = useMe();
  return (
    <Gate isOpen={can.manage}>
      <Standing />
    </Gate>
  );
}

function Standing(): ReactNode {
  const say = useSay();
  const search = route.useSearch();
  const asked: DashboardAsked = { days: 30, ...search };
  const { data, error, refetch } = useQuery({ ...dashboardQuery(asked), placeholderData: keepPreviousData });
  useEffect(() => {
    document.title = `${say(W.title)} · Redress`;
  }, [say]);
  return (
    <div className="dashboard">
      <header className="page-head">
        <h1>{say(W.title)}</h1>
        <nav className="tabs" aria-label={say(W.views)}>
          <Link to="/dashboard" search={search} className="tab" aria-current="page">
            {say(W.title)}
          </Link>
          <Link to="/reports" className="tab">
            {say(W.reports)}
          </Link>
        </nav>
        {data !== undefined && (
          <span className="as-of">
            {say(W.asOf)} <Moment at={data.asOf} zone={data.zone} />
          </span>
        )}
      </header>
      <Narrowing asked={asked} policies={data?.policies ?? []} />
      {data === undefined ? (
        error === null ? (
          <Loading lines={8} height={72} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
          <Figures data={data} asked={asked} />
        </>
      )}
    </div>
  );
}

function Narrowing({ asked, policies }: { asked: DashboardAsked; policies: readonly string[] }): ReactNode {
  const say = useSay();
  const navigate = useNavigate({ from: '/dashboard' });
  const policyTitle = usePolicyTitle();
  const { data: places } = useQuery(placesQuery);
  const narrow = (change: DashboardAsked) =>
    void navigate({
      search: (before) => ({ ...before, ...change }),
      replace: true,
    });
  const offered = new Set([...policies, ...(asked.policy === undefined ? [] : [asked.policy])]);
  return (
    <section className="filters" aria-label={say(W.filters)}>
      <Select
        label={say(W.days)}
        data={DAYS.map((days) => ({ value: String(days), label: say(W.daysOf(days)) }))}
        value={String(asked.days)}
        allowDeselect={false}
        onChange={(days) => narrow({ days: days === null || days === '30' ? undefined : Number(days) })}
      />
      <Select
        label={say(W.policy)}
        placeholder={say(W.all)}
        data={[...offered].map((value) => ({ value, label: policyTitle(value) || value }))}
        value={asked.policy ?? null}
        onChange={(policy) => narrow({ policy: policy ?? undefined })}
        searchable
        clearable
      />
      {(places?.items.length ?? 0) > 0 && (
        <Select
          label={say(W.place)}
          placeholder={say(W.all)}
          data={places?.items.map(({ id, title }) => ({ value: id, label: say(title) })) ?? []}
          value={asked.place ?? null}
          onChange={(place) => narrow({ place: place ?? undefined })}
          searchable
          clearable
        />
      )}
    </section>
  );
}

function Figures({ data, asked }: { data: Dashboard; asked: DashboardAsked }): ReactNode {
  const say = useSay();
  const { data: reports } = useQuery(reportsQuery);
  const { data: places } = useQuery(placesQuery);
  const { due, open, policies } = data;
  const ofTasks = { policy: policies, place: asked.place };
  const known = reports?.figures ?? {};
  const figures = Object.keys(data.figures).flatMap((name) => {
    const figure = known[name];
    return figure === undefined ? [] : [{ name, ...figure }];
  });
  return (
    <>
      <section aria-label={say(W.now)}>
        <h2>{say(W.now)}</h2>
        <ul className="tiles">
          <Tile
            {...{ name: 'open', title: W.open, definition: W.openHelp, unit: 'count' as const, value: open.total }}
            link={(inside) => (
              <RegisterLink search={{ status: 'open', policy: policies, place: asked.place }}>{inside}</RegisterLink>
            )}
          />
          <Tile
            {...{
              name: 'dueOverdue',
              title: W.overdue,
              definition: W.overdueHelp,
              unit: 'count' as const,
              value: due.overdue,
            }}
            link={(inside) => <TasksLink search={{ ...ofTasks, dueBefore: due.overdueBefore }}>{inside}</TasksLink>}
          />
          <Tile
            {...{
              name: 'dueSoon',
              title: W.soon,
              definition: W.soonHelp,
              unit: 'count' as const,
              value: due.within24Hours,
            }}
            link={(inside) => (
              <TasksLink search={{ ...ofTasks, dueFrom: due.overdueBefore, dueBefore: due.laterFrom }}>
                {inside}
              </TasksLink>
            )}
          />
          <Tile
            {...{ name: 'dueLater', title: W.later, definition: W.laterHelp, unit: 'count' as const, value: due.later }}
            link={(inside) => <TasksLink search={{ ...ofTasks, dueFrom: due.laterFrom }}>{inside}</TasksLink>}
          />
        </ul>
      </section>
      <section aria-label={say(W.daysOf(asked.days ?? 30))}>
        <h2>
          {say(W.daysOf(asked.days ?? 30))} <span className="muted">{`${data.from} – ${data.to}`}</span>
        </h2>
        <ul className="tiles">
          {figures.map(({ name, title, definition, unit }) => (
            <Tile
              key={name}
              {...{ name, title, definition, unit, value: data.figures[name], before: data.before[name] ?? null }}
              link={(inside) => <MarksLink search={{ ...asked, figure: name }}>{inside}</MarksLink>}
            />
          ))}
        </ul>
      </section>
      <div className="bar-grid">
        {barsOf(data, asked, places?.items ?? []).map(({ key, ...bars }) => (
          <Bars key={key} {...bars} />
        ))}
      </div>
      <Trend data={data} />
    </>
  );
}
