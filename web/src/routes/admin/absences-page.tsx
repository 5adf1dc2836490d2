import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { AbsenceTable } from '../../absences/absence-table';
import { awayIn, isMonth, monthOf } from '../../absences/month';
import type { AbsenceShown } from '../../absences/month';
import { MonthGrid, todayOf } from '../../absences/month-grid';
import { W as A } from '../../absences/words';
import { Empty, Failure, Loading } from '../../parts/states';
import { useNow } from '../../parts/time';
import { useSay } from '../../words/language';
import { absencesOf, accountsQuery } from './admin-data';
import { AdminFrame } from './admin-frame';
import { EndAbsence, EnterAbsence } from './enter-absence';

const route = getRouteApi('/admin/absences');

/** Who is away when, and who stands in: as a calendar, and as a table with times. */
export function AbsencesPage(): ReactNode {
  return <AdminFrame part="absences">{() => <Absences />}</AdminFrame>;
}

function Absences(): ReactNode {
  const say = useSay();
  const now = useNow();
  const { month: asked } = route.useSearch();
  const navigate = useNavigate({ from: '/admin/absences' });
  const month = isMonth(asked) ? asked : monthOf(now);
  const { data, error, refetch } = useQuery(accountsQuery);
  const [isEntering, setEntering] = useState(false);
  const [ending, setEnding] = useState<AbsenceShown>();
  if (data === undefined)
    return error === null ? <Loading lines={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const all = absencesOf(data.filter(({ active }) => active));
  const ofMonth = awayIn(month, all);
  return (
    <>
      <div className="admin-bar">
        <span />
        <Button onClick={() => setEntering(true)}>{say(A.add)}</Button>
      </div>
      <MonthGrid
        month={month}
        absences={all}
        today={todayOf(now)}
        onMonth={(next) => void navigate({ search: { month: next }, replace: true })}
      />
      <section aria-label={say(A.list)}>
        <h2>{say(A.list)}</h2>
        {ofMonth.length === 0 ? <Empty title={A.none} /> : <AbsenceTable items={ofMonth} onEnd={setEnding} />}
      </section>
      {isEntering && <EnterAbsence onClose={() => setEntering(false)} />}
      {ending !== undefined && <EndAbsence absence={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}
