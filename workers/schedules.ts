import type { Client } from '@temporalio/client';
import type { BackgroundWork } from '../background/background-work';
import type { PolicyBundle } from '../domain/policy/bundle';
import { scheduleAbsences } from './absence-schedule';
import { scheduleReports } from './report-schedules';
import { untilDone } from './until-done';

/**
 * Makes the schedules as soon as the server takes them, beside the work: a server that has just come up may answer for
 * cases and not for schedules yet, and no complaint waits for a report.
 */
export function keepScheduled(
  client: Client,
  bundles: readonly PolicyBundle[],
  background: Pick<BackgroundWork, 'run'>,
): { stop: () => void } {
  return untilDone(background, 'schedules', async () => {
    await scheduleReports(client, bundles);
    await scheduleAbsences(client);
  });
}
