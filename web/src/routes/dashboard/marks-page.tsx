import '../../oversight.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../client/session';
import { Gate } from '../../parts/gate';
import { MarksList } from './marks-list';

const route = getRouteApi('/dashboard/marks');

/** The complaints behind a figure of the dashboard. */
export function DashboardMarksPage(): ReactNode {
  const { can } = useMe();
  const { days, ...search } = route.useSearch();
  return (
    <Gate isOpen={can.manage}>
      <MarksList path="/dashboard/marks" query={{ ...search, days: days === undefined ? undefined : String(days) }} />
    </Gate>
  );
}
