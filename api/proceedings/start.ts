import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { PROCEEDING_WORKFLOWS, TASK_QUEUE } from '../../workflows/messages';
import { askWithin, failureOf, problemOf } from '../case/engine';
import type { Deps } from '../deps';

/**
 * Starts a proceeding under its number, once; what is there already, or was, is left as it is.
 * @throws Problem EngineUnavailable, AnswerLate
 */
export async function startProceeding(
  { temporal, config }: Pick<Deps, 'temporal' | 'config'>,
  kind: keyof typeof PROCEEDING_WORKFLOWS,
  input: { no: string },
  key: string,
): Promise<void> {
  try {
    await askWithin(temporal, config.answerWithinMs, () =>
      temporal.workflow.start<(input: { no: string }) => Promise<unknown>>(PROCEEDING_WORKFLOWS[kind], {
        ...{ workflowId: input.no, taskQueue: TASK_QUEUE, args: [input] as [{ no: string }] },
        ...{ workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'REJECT_DUPLICATE' },
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw problemOf(failureOf(error), error, key);
  }
}
