import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { PolicyBundle } from '../domain/policy/bundle';
import { actionUpdate, COMPLAINT_WORKFLOW, recordUpdate, TASK_QUEUE } from '../workflows/messages';
import type { ComplaintInput } from '../workflows/messages';
import type { BarestInput } from './barest';
import type { PreparedComplaint } from './complaint';

/** What is measured against each other. */
export type Contender = 'redress' | 'barest';

/** How soon somebody tries again whose message came while something was being done outside. */
const AGAIN_MS = 10;

/**
 * Takes one complaint from its registration to its end, each message sent as soon as the one before was answered. The
 * same messages by the same client to each contender.
 * @returns how often a message came too early and was sent again
 */
export async function live(
  client: Client,
  bundle: PolicyBundle,
  contender: Contender,
  complaint: PreparedComplaint,
): Promise<number> {
  const { no, messages } = complaint;
  const isOurs = contender === 'redress';
  const startWorkflowOperation = new WithStartWorkflowOperation(isOurs ? COMPLAINT_WORKFLOW : 'barestWorkflow', {
    workflowId: no,
    taskQueue: TASK_QUEUE,
    args: [isOurs ? inputFor(bundle, complaint) : barestInputFor(bundle, complaint)],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  await client.workflow.executeUpdateWithStart(recordUpdate, { args: [{ fingerprint: no }], startWorkflowOperation });
  const handle = client.workflow.getHandle(no);
  let early = 0;
  for (const { action, envelope } of messages) {
    for (;;) {
      try {
        await handle.executeUpdate(actionUpdate(action), { args: [envelope] });
        break;
      } catch (error) {
        if (!isBusy(error)) throw error;
        early++;
        await sleep(AGAIN_MS);
      }
    }
  }
  await ended(handle);
  return early;
}

/** Asked again and again: the long poll behind `result` hears of an end up to a second later. */
async function ended(handle: WorkflowHandle): Promise<void> {
  for (;;) {
    const { status } = await handle.describe();
    if (status.name === 'COMPLETED') return;
    if (status.name !== 'RUNNING') throw new Error(`${handle.workflowId} has ended as ${status.name}`);
    await sleep(AGAIN_MS);
  }
}

function inputFor({ policy }: PolicyBundle, { no, intake }: PreparedComplaint): ComplaintInput {
  return { no, policy, intake, key: no, fingerprint: no };
}

function barestInputFor(
  { hash: bundleHash, policy: { id, version } }: PolicyBundle,
  { no, intake }: PreparedComplaint,
): BarestInput {
  return { no, fingerprint: no, intake, policy: { id, version, bundleHash } };
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === 'Busy'
  );
}
