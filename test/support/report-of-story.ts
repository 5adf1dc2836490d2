import type { CaseEvent } from '../../domain/file/stored-event';
import { localDateOf, parseInstant } from '../../domain/time/local-time';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { periodBefore, periodOf } from '../../domain/reports/period';
import type { ReportDocument } from '../../domain/reports/report';
import { reportOf } from '../../domain/reports/report';
import { fold } from '../../models/case-states';

/** The report of the period in which a case's last event lies, if there were no other case. */
export function reportOfStory(bundle: PolicyBundle, report: string, events: readonly CaseEvent[]): ReportDocument {
  const definition = bundle.reports?.[report];
  if (definition === undefined)
    throw new Error(`${bundle.policy.id} has no report ${report}: ${Object.keys(bundle.reports ?? {}).join(', ')}`);
  const no = events[0]?.no ?? '';
  const { marks = [], updatedAt = '' } = fold(no, undefined, events) ?? {};
  const { zone } = bundle.calendar;
  const period = periodOf(definition.every, localDateOf(parseInstant(updatedAt), zone), zone);
  const before = periodBefore(period, zone);
  return reportOf({ ...{ bundle, report, definition, period, before }, marks: marks.map((mark) => ({ ...mark, no })) });
}
