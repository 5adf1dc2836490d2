import { randomUUID } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import type { WorkflowService } from '@temporalio/client';

/** A message as no program of ours sends it: any name, any encoding, any bytes. */
export interface Rubbish {
  rubbish: 'update' | 'signal';
  name: string;
  encoding: string;
  bytes?: string | undefined;
}

/** Sends it straight to the server; answers the code by which an update was refused. */
export async function sendRubbish(
  { workflowService }: { workflowService: WorkflowService },
  no: string,
  message: Rubbish,
): Promise<string | undefined> {
  const { rubbish, name, encoding, bytes } = message;
  const payload = { metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(bytes ?? '') };
  const payloads = { payloads: bytes === undefined ? [] : [payload] };
  const workflowExecution = { workflowId: no };
  if (rubbish === 'signal') {
    await workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution,
      signalName: name,
      input: payloads,
      requestId: randomUUID(),
    });
    return undefined;
  }
  const { UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED: lifecycleStage } =
    temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
  const { outcome } = await workflowService.updateWorkflowExecution({
    namespace: 'default',
    workflowExecution,
    waitPolicy: { lifecycleStage },
    request: { meta: { updateId: randomUUID(), identity: 'rubbish' }, input: { name, args: payloads } },
  });
  const failure = outcome?.failure;
  return failure?.applicationFailureInfo?.type ?? failure?.message ?? undefined;
}
