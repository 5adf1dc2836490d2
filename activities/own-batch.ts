import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { CORRECTIVE_ACTION } from '../domain/linked-cases/corrective-action';
import type { FileKind } from '../domain/values/complaint-number';
import { kindOfNumber } from '../domain/values/complaint-number';
import type { CaseEvent } from '../domain/file/stored-event';
import { INCIDENT } from '../domain/linked-cases/incident';
import type { COMPLAINT_WORKFLOW, PROCEEDING_WORKFLOWS } from '../workflows/messages';

/** The workflow that an activity works for. */
export interface Origin {
  workflowId: string;
  workflowType: string;
}

type Types = typeof PROCEEDING_WORKFLOWS;
const COMPLAINT: typeof COMPLAINT_WORKFLOW = 'complaintWorkflow';
// The types keep the names right; activities import no values of workflows.
const WORKFLOWS: Readonly<Record<FileKind, string>> = {
  complaint: COMPLAINT,
  incident: 'incidentWorkflow' satisfies Types['incident'],
  correctiveAction: 'correctiveActionWorkflow' satisfies Types['correctiveAction'],
};

/** What begins a file. */
const OPENINGS: Readonly<Record<FileKind, string>> = {
  complaint: 'ComplaintRecorded',
  incident: INCIDENT.opens,
  correctiveAction: CORRECTIVE_ACTION.opens,
};

/** Types are open, since a newer build may know more of them; their names, and everything else of an event, are not. */
const eventSchema = z.strictObject({
  no: z.string(),
  seq: z.int().positive(),
  at: z.iso.datetime(),
  type: z.string().regex(/^[A-Z][A-Za-z]{0,59}$/),
  place: z.string().min(1).max(300).optional(),
  by: z.looseObject({ id: z.string().min(1) }).optional(),
  cause: z.looseObject({ action: z.string(), key: z.string(), fingerprint: z.string() }).optional(),
  data: z.record(z.string(), z.unknown()),
});
const openingSchema = z.looseObject({
  policy: z.looseObject({ id: z.string().min(1), bundleHash: z.string().min(1) }),
});

/**
 * Refuses what is no batch of a file of ours, or comes from another workflow than the file's own, before anything is
 * written: what the store has once, it has for good. Answers the hash of the policy that the file is begun with, if the
 * batch begins it.
 *
 * @param origin left out where no workflow asks
 * @throws ApplicationFailure `BatchRefused`, which ends the workflow
 */
export function checkBatch(no: unknown, events: unknown, origin: Origin | undefined): string | undefined {
  const kind = typeof no === 'string' ? kindOfNumber(no) : undefined;
  if (kind === undefined) throw refused('the file has no valid number');
  if (origin !== undefined && (origin.workflowId !== no || origin.workflowType !== WORKFLOWS[kind]))
    throw refused(`${String(no)} is not the file of ${origin.workflowType} ${origin.workflowId}`);
  const parsed = z.array(eventSchema).safeParse(events);
  if (!parsed.success) throw refused(`wrong: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  const first = (events as CaseEvent[])[0];
  if (first?.seq !== 1) return undefined;
  if (first.type !== OPENINGS[kind]) throw refused(`a file of this kind begins with ${OPENINGS[kind]}`);
  const opening = openingSchema.safeParse(first.data);
  if (!opening.success) throw refused('the first event names no policy');
  return opening.data.policy.bundleHash;
}

/** Final: the same batch is refused again. */
export function refused(why: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`Batch refused: ${why}`, 'BatchRefused');
}
