import { sleep } from '@temporalio/workflow';
import { complaintWorkflow as complaintOfToday } from '../../workflows';
import type { ComplaintInput } from '../../workflows/messages';

/** Bundled as the code of another day, which set a timer before all else: its histories don't fit today's code. */
export async function complaintWorkflow(input: ComplaintInput): ReturnType<typeof complaintOfToday> {
  const timer = sleep('1 second');
  const end = await complaintOfToday(input);
  await timer;
  return end;
}
