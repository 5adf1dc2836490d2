import { proxyActivities } from '@temporalio/workflow';
import type { AbsenceWork } from '../domain/activity-contract';
import { refuseIf } from './runtime/check-input';

/** Given up when the next look is due. */
const { tellStandIns } = proxyActivities<AbsenceWork>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '15m',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Started by a schedule: looks for absences that have begun, and tells whoever stands in what waits for them. */
export async function absencesWorkflow(...given: unknown[]): Promise<{ told: number }> {
  refuseIf(given.length === 0 ? undefined : 'it takes none');
  return tellStandIns();
}
