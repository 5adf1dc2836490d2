import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ABSENCES_WORKFLOW, TASK_QUEUE } from '../workflows/messages';

export const ABSENCE_SCHEDULE = 'absences';

/**
 * Has absences that have begun looked for every quarter of an hour. A look rather than a timer for each absence, because
 * absences come from elsewhere and change; a schedule rather than a timer of each worker, so that one worker at a time
 * looks, and one that is killed is followed by the next. Harmless when repeated.
 */
export async function scheduleAbsences(client: Client): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: ABSENCE_SCHEDULE,
      spec: { intervals: [{ every: '15m' }] },
      action: {
        type: 'startWorkflow',
        workflowType: ABSENCES_WORKFLOW,
        workflowId: ABSENCE_SCHEDULE,
        taskQueue: TASK_QUEUE,
      },
      // After an outage one look finds all there is.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
