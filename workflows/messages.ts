import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ActionAnswer } from '../domain/file/action-answer';
import { ACTIONS } from '../domain/actions';
import type { CorrectiveActionState } from '../domain/linked-cases/corrective-action/state';
import type { Actor, Envelope } from '../domain/file/envelope';
import type { IncidentState } from '../domain/linked-cases/incident/state';
import type { Intake } from '../domain/case/intake';
import type { CompiledPolicy } from '../domain/policy/compiled';
import type { ProceedingState } from '../domain/linked-cases/state';
import type { Revived } from '../domain/file/revived';
import type { CaseState } from '../domain/case/state';
import type { Bilingual } from '../domain/values/text';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Carried } from './runtime/durable-file';

/** Type and queue by which complaint workflows are started; the workflow id is the complaint number. */
export const COMPLAINT_WORKFLOW = 'complaintWorkflow';
export const TASK_QUEUE = 'redress';

/** Type by which schedules start the writing of a report. */
export const REPORT_WORKFLOW = 'reportWorkflow';

/** Type by which a schedule has absences looked for that have begun. */
export const ABSENCES_WORKFLOW = 'absencesWorkflow';

/** Which report of which policy; the period follows from the time for which it was scheduled. */
export interface ReportInput {
  policy: string;
  report: string;
}

export interface ComplaintInput {
  no: string;
  policy: CompiledPolicy;
  /** Personal data and free text sealed. */
  intake: Intake;
  /** Who registered it; absent when the customer did so. */
  by?: Actor;
  /** Idempotency key of the registration and fingerprint of what it said. */
  key: string;
  fingerprint: string;
  /** From the top unit of the organisation to the one that it belongs to, as the directory has them. */
  places?: string[];
  /** Number of an earlier, closed case about the same matter. */
  follows?: string;
  /** Events and signals of a run after which the case goes on in a fresh history, at the next settled moment; default 1,000. */
  eventsPerRun?: number;
  /** Set by continue-as-new: everything the case knew. */
  resumed?: Resumed;
  /** Set by `redress revive`: what the case knew is read from the store. */
  revived?: Revived;
}

export interface Resumed extends Carried<CaseState> {
  clock: string;
  /** First answers by key, so that a repeat is answered the same. */
  answers: Record<string, ActionAnswer>;
  /** Empty: workers of before, which kept one here, ask for it. */
  timeline: [];
}

/** What a case tells of itself. */
export interface CaseView {
  state: CaseState;
  policy: CompiledPolicy;
  /** Events accepted but not journaled yet: what a reader of the event store does not see yet. */
  pending: CaseEvent[];
  head: string;
}

/** Sent with the start: answers once the complaint is recorded; refuses another complaint on an existing number. */
export const recordUpdate = defineUpdate<ActionAnswer, [{ fingerprint: string }]>('record');

/** Every action as update (answered) and as signal (not answered), under one name. */
export const actionUpdate = (action: string) => defineUpdate<ActionAnswer, [Envelope]>(action);
export const actionSignal = (action: string) => defineSignal<[Envelope]>(action);
export const ACTION_NAMES: readonly string[] = [...ACTIONS.keys()];

export const viewQuery = defineQuery<CaseView>('view');
/** What may this person do now, and what not and why. */
export const actionsQuery = defineQuery<
  { action: string; task?: string; refusal?: { code: string; message: Bilingual } }[],
  [Actor]
>('actions');

/** Answers kept for repeats; older ones are forgotten (the key itself is not: a late repeat is told so by its event number). */
export const ANSWERS_KEPT = 200;

/** Workflow types of the proceedings beside the cases, by kind; the workflow id is the proceeding's number. */
export const PROCEEDING_WORKFLOWS = {
  incident: 'incidentWorkflow',
  correctiveAction: 'correctiveActionWorkflow',
} as const;

/** With what a proceeding starts, and goes on in a fresh history. */
export interface ProceedingInput<S extends ProceedingState, O> {
  no: string;
  /** What its first event says. */
  opening: O;
  /** Who opened it; absent when a rule did. */
  by?: Actor;
  eventsPerRun?: number;
  /** Set by continue-as-new: everything it knew. Its clock is missing in what went on before that went along. */
  resumed?: Carried<S>;
  revived?: Revived;
}

export type IncidentInput = ProceedingInput<IncidentState, Pick<IncidentState, 'policy' | 'rules' | 'alike'>>;

export type CorrectiveActionInput = ProceedingInput<
  CorrectiveActionState,
  Pick<CorrectiveActionState, 'policy' | 'rules'>
>;

/** What an action on a proceeding answers, once it has settled. */
export interface ProceedingAnswer {
  no: string;
  /** Number of the event that the action became. */
  seq: number;
  /** Number of the newest event when it had settled: for the API, which waits until it is stored. A repeat's is later. */
  upTo: number;
  status: ProceedingState['status'];
}

export const proceedingUpdate = (action: string) => defineUpdate<ProceedingAnswer, [Envelope]>(action);
export const proceedingSignal = (action: string) => defineSignal<[Envelope]>(action);
