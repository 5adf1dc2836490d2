import { workflowInfo } from '@temporalio/workflow';
import type { Refusal } from '../../domain/file/refusal';
import { refuse } from '../../domain/file/refusal';
import { both } from '../../domain/values/text';
import { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS } from '../messages';

/** Under this name the handler of unknown signals hears that somebody asked the engine to cancel a file. */
export const CANCEL_REQUEST = 'cancel';

/** What ends by its own end alone. Anything else (the writing of a report) may be cancelled. */
const FILES: ReadonlySet<string> = new Set([COMPLAINT_WORKFLOW, ...Object.values(PROCEEDING_WORKFLOWS)]);

export function isOfFile(): boolean {
  return FILES.has(workflowInfo().workflowType);
}

/** A file comes to its end by its policy, through people who answer for it: whoever reaches the engine ends none. */
export function refusalOfCancel(): Refusal {
  return refuse(
    'NotAllowedViaTemporal',
    403,
    both('流程引擎中的取消请求不予执行。', 'Cancellation requests sent to the workflow engine are not carried out.'),
    both(
      '请按办法办结（撤回投诉、并案、终止措施等）。',
      'End the case as the policy provides: withdraw, merge or cancel.',
    ),
  );
}
