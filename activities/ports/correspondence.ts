import type { Client } from '@temporalio/client';
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Envelope } from '../../domain/file/envelope';
import type { CorrectiveActionInput, IncidentInput, PROCEEDING_WORKFLOWS, TASK_QUEUE } from '../../workflows/messages';

/** How workflows reach each other: by messages that activities send in their name. */
export interface Correspondence {
  /** Sends an action to a case and waits until it has taken it: `taken`, `closed`, or the code of its refusal. */
  act(no: string, action: string, message: Envelope): Promise<string>;
  /** Sends an action to an incident, which is opened first if it is not there; false if it has been closed. */
  actOnIncident(opening: IncidentInput, action: string, message: Envelope): Promise<boolean>;
  /** Opens a corrective action with its plan, once: one that is there already, or over by now, stays as it is. */
  planCorrectiveAction(opening: CorrectiveActionInput, plan: Envelope): Promise<void>;
}

// The types keep the names right; activities import no values of workflows.
const INCIDENT_WORKFLOW: (typeof PROCEEDING_WORKFLOWS)['incident'] = 'incidentWorkflow';
const CORRECTIVE_ACTION_WORKFLOW: (typeof PROCEEDING_WORKFLOWS)['correctiveAction'] = 'correctiveActionWorkflow';
const QUEUE: typeof TASK_QUEUE = 'redress';

const ANSWER_WITHIN_MS = 10_000;

/** By Temporal itself. Refusals are answers; everything else that fails is worth another attempt. */
export function correspondenceOver(client: Client): Correspondence {
  return {
    async act(no, action, message) {
      try {
        // A case that takes longer is asked again under the same key.
        await client.connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflow.getHandle(no).executeUpdate(action, { args: [message] }),
        );
        return 'taken';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'closed';
        if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
        const code = error.cause.type ?? 'refused';
        // It ended between taking the message and answering, or is in the middle of something: both pass.
        if (code === 'AcceptedUpdateCompletedWorkflow') return 'closed';
        if (code === 'Busy') throw error;
        return code === 'Closed' ? 'closed' : code;
      }
    },
    actOnIncident: (opening, action, message) => signalWithStart(client, INCIDENT_WORKFLOW, opening, action, message),
    async planCorrectiveAction(opening, plan) {
      await signalWithStart(client, CORRECTIVE_ACTION_WORKFLOW, opening, 'plan', plan);
    },
  };
}

/**
 * False if a workflow of that number has ended. Of two that start it in one moment, the second can be refused although
 * the first has only just begun: then it is there to be signalled.
 */
async function signalWithStart(
  client: Client,
  type: string,
  opening: { no: string },
  signal: string,
  message: Envelope,
): Promise<boolean> {
  try {
    await client.workflow.signalWithStart(type, {
      ...{ workflowId: opening.no, taskQueue: QUEUE, args: [opening], signal, signalArgs: [message] },
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    try {
      await client.workflow.getHandle(opening.no).signal(signal, message);
    } catch (signalError) {
      if (signalError instanceof WorkflowNotFoundError) return false;
      throw signalError;
    }
  }
  return true;
}
