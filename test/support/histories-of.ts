import type { Client } from '@temporalio/client';
import type { History } from './at-rest';

/** The histories of a case or a proceeding from its first run to its last: one for each time it went on in a fresh one. */
export async function historiesOf(client: Client, no: string, firstRun: string): Promise<History[]> {
  const histories: History[] = [];
  for (let runId: string | undefined = firstRun; runId !== undefined;) {
    const history = await client.workflow.getHandle(no, runId).fetchHistory();
    histories.push(history);
    runId = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }
  return histories;
}
