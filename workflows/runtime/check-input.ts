import { ApplicationFailure } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';
import type { FileKind } from '../../domain/values/complaint-number';
import { wrongInput } from '../../domain/case/start-input';

/**
 * The first thing that a file's workflow does, before anything is emitted or journaled.
 * @throws ApplicationFailure `InputRefused`, which ends the workflow
 */
export function checkInput(kind: FileKind, input: unknown): void {
  const { workflowId, continuedFromExecutionRunId } = workflowInfo();
  refuseIf(wrongInput(kind, input, { workflowId, isContinued: continuedFromExecutionRunId !== undefined }));
}

/** @throws ApplicationFailure `InputRefused` if something is wrong */
export function refuseIf(wrong: string | undefined): void {
  if (wrong !== undefined) throw ApplicationFailure.nonRetryable(`Input refused, ${wrong}`, 'InputRefused');
}
