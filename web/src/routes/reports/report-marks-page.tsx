import '../../oversight.css';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../client/session';
import { Gate } from '../../parts/gate';
import { MarksList } from '../dashboard/marks-list';

const route = getRouteApi('/reports/$id/$period/marks');

/** The complaints behind a figure of a report. */
export function ReportMarksPage(): ReactNode {
  const { can } = useMe();
  const { id, period } = route.useParams();
  const { section = 0, before, ...search } = route.useSearch();
  return (
    <Gate isOpen={can.seeReports || can.manage}>
      <MarksList
        path={`/reports/${id}/${period}/marks`}
        query={{ ...search, section: String(section), before: before === true ? 'true' : undefined }}
      />
    </Gate>
  );
}
