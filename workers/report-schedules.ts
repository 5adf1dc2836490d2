import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleOptions, ScheduleSpec } from '@temporalio/client';
import type { PolicyBundle } from '../domain/policy/bundle';
import { REPORT_WORKFLOW, TASK_QUEUE } from '../workflows/messages';
import type { ReportInput } from '../workflows/messages';

const PREFIX = 'report/';

/**
 * Brings Temporal's schedules to what the policies say: one for each report, an hour into the next period by the policy's
 * clock, so that what happened before midnight is journaled. Harmless when repeated, also by several workers; missed
 * starts of a year are made up for.
 */
export async function scheduleReports(client: Client, bundles: readonly PolicyBundle[]): Promise<void> {
  const wanted = new Map(
    bundles.flatMap((bundle) =>
      Object.keys(bundle.reports ?? {}).map((report) => [idOf(bundle.policy.id, report), optionsOf(bundle, report)]),
    ),
  );
  for (const options of wanted.values()) {
    try {
      await client.schedule.create(options);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const { spec, action, policies } = options;
      await client.schedule
        .getHandle(options.scheduleId)
        // Whoever has paused it keeps it paused.
        .update(({ state }) => ({ spec, action, policies, state }));
    }
  }
  const ours = bundles.map(({ policy }) => `${PREFIX}${policy.id}/`);
  for await (const { scheduleId } of client.schedule.list())
    if (ours.some((prefix) => scheduleId.startsWith(prefix)) && !wanted.has(scheduleId))
      await client.schedule.getHandle(scheduleId).delete();
}

function idOf(policy: string, report: string): string {
  return `${PREFIX}${policy}/${report}`;
}

function optionsOf({ policy, calendar, reports }: PolicyBundle, report: string) {
  const every = reports?.[report]?.every;
  const day: NonNullable<ScheduleSpec['calendars']>[number] =
    every === 'week' ? { dayOfWeek: 'MONDAY' } : { dayOfMonth: 1 };
  const input: ReportInput = { policy: policy.id, report };
  return {
    scheduleId: idOf(policy.id, report),
    spec: { calendars: [{ ...day, hour: 1 }], timezone: calendar.zone },
    action: {
      type: 'startWorkflow',
      workflowType: REPORT_WORKFLOW,
      workflowId: idOf(policy.id, report),
      taskQueue: TASK_QUEUE,
      args: [input],
    },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ALL, catchupWindow: '365 days' },
  } satisfies ScheduleOptions;
}
