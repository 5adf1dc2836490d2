import type { ProcessReport } from '../models/process-reports';
import type { WorkState } from './background-work';
import { SILENT_AFTER_MS } from './reporting';

/** A process and how its background work stands. */
export interface ProcessHealth extends ProcessReport<WorkState> {
  /** It has said nothing for a minute, and nobody has taken its place. */
  silent: boolean;
}

/** How the background work of all processes stands. */
export interface WorkHealth {
  status: 'well' | 'failing';
  processes: ProcessHealth[];
}

/**
 * Judges what processes say of themselves. One that has fallen silent is left out where another of its role was started
 * on its machine since: it was killed and started again.
 * @param nowMs as `Date.now()` tells it
 */
export function healthOf(reports: readonly ProcessReport<WorkState>[], nowMs: number): WorkHealth {
  const processes = reports
    .map((report) => ({ ...report, silent: nowMs - Date.parse(report.at) > SILENT_AFTER_MS }))
    .filter((one) => !(one.silent && reports.some((other) => hasReplaced(other, one))));
  const isFailing = ({ silent, works, archive }: ProcessHealth): boolean =>
    silent || archive?.alarm === true || works.some(({ failing }) => failing);
  return { status: processes.some(isFailing) ? 'failing' : 'well', processes };
}

function hasReplaced(other: ProcessReport, one: ProcessReport): boolean {
  return other.role === one.role && other.host === one.host && Date.parse(other.startedAt) > Date.parse(one.at);
}
