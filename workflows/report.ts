import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import { wrongReportInput } from '../domain/case/start-input';
import type { ReportWork } from '../domain/activity-contract';
import { refuseIf } from './runtime/check-input';
import type { ReportInput } from './messages';

/** Tried until the database is back, and given up only when the next period's report is due. */
const work = proxyActivities<ReportWork>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '7 days',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
});

const SCHEDULED_FOR = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** Started by a schedule: writes the report of the period that has just ended and mails it to the roles named. */
export async function reportWorkflow(input: ReportInput): Promise<{ period: string; told: number }> {
  refuseIf(wrongReportInput(input));
  const { policy, report } = input;
  const { typedSearchAttributes, startTime } = workflowInfo();
  // After an outage each missed start is made up for, and means its own period.
  const at = typedSearchAttributes.get(SCHEDULED_FOR) ?? startTime;
  const { period } = await work.writeReport({ policy, report, at: at.toISOString() });
  const { told } = await work.mailReport({ policy, report, period });
  return { period, told };
}
