import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArchiveState, ProcessReport, ProcessReports } from '../models/process-reports';
import type { BackgroundWork, WorkState } from './background-work';

/** A process that has said nothing for so long is silent: it was killed, hangs, or can't reach the database. */
export const SILENT_AFTER_MS = 60_000;
const EVERY_MS = 15_000;
const LAST_WORD_WITHIN_MS = 1_000;

const startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString();

/** What this process says of itself now. */
export function ownReport(
  role: ProcessReport['role'],
  background: Pick<BackgroundWork, 'list'>,
  archive?: ArchiveState,
): ProcessReport<WorkState> {
  return {
    ...{ role, host: hostname(), pid: process.pid, startedAt, at: new Date().toISOString() },
    ...{ works: background.list(), ...(archive === undefined ? {} : { archive }) },
  };
}

/** Keeps the word of this process in the database up to now; takes it away when the process ends in order. */
export function reportRegularly(
  reports: ProcessReports,
  background: BackgroundWork,
  report: () => ProcessReport,
): { stop: () => Promise<void> } {
  const put = (): Promise<void> => background.run('processReports', () => reports.put(report()));
  let putting = put();
  const timer = setInterval(() => {
    putting = put();
  }, EVERY_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      const gone = putting.then(() => reports.remove(report())).catch(() => undefined);
      await Promise.race([gone, sleep(LAST_WORD_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
