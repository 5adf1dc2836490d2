import type { Client } from '@temporalio/client';
import type { PolicyBundle } from '../domain/policy/bundle';
import { scheduleAbsences } from './absence-schedule';
import { scheduleReports } from './report-schedules';

/** How long to wait before trying again to reach the server's schedules. */
const RETRY_MS = 2_000;

/**
 * Makes the schedules as soon as the server takes them, beside the work: a server that has just come up may answer for
 * cases and not for schedules yet, and no complaint waits for a report.
 */
export function keepScheduled(client: Client, bundles: readonly PolicyBundle[]): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const schedule = async (): Promise<void> => {
    try {
      await scheduleReports(client, bundles);
      await scheduleAbsences(client);
    } catch {
      if (!stopped) timer = setTimeout(() => void schedule(), RETRY_MS);
    }
  };
  void schedule();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
