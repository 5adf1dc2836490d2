import type { NativeConnection } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import { TASK_QUEUE } from '../workflows/messages';
import type { NoteWork } from '../models/note-work';
import { NOBODY_IS_TOLD } from '../models/note-work';
import type { AbsenceWork, ReportWork, RevivalWork, World } from '../domain/activity-contract';
import type { WorkflowBundle } from './bundle';
import { heartbeats } from './heartbeats';
import { outcomeTimes } from './outcome-times';
import { questions } from './questions';
import { notedActivities } from './noted-activities';
import { Retries } from './retries';

/** What a worker runs with. */
export interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  bundle: WorkflowBundle;
  activities: World & ReportWork & AbsenceWork & Partial<RevivalWork>;
  /** Told how each try of an activity came out. */
  note?: NoteWork;
  /** Told of what is tried again. */
  retries?: Retries;
  /** Cases kept in memory; others are rebuilt from their history when something happens to them. */
  maxCachedWorkflows?: number;
}

/** A worker for complaint workflows and everything they ask of the world. */
export function createWorker({
  connection,
  namespace,
  bundle,
  activities,
  note = NOBODY_IS_TOLD,
  retries = new Retries(),
  maxCachedWorkflows = 500,
}: WorkerParts): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { code: bundle.code },
    activities,
    dataConverter: { payloadConverterPath: require.resolve('./payload-converter') },
    // The build shows in the history of every case. Tasks are not routed by it: any build takes any (decision 12).
    workerDeploymentOptions: {
      version: { deploymentName: 'redress', buildId: bundle.buildId },
      useWorkerVersioning: false,
    },
    maxCachedWorkflows,
    interceptors: { activity: [notedActivities(note, retries), heartbeats, questions(), outcomeTimes] },
    // An outage of the server that is shorter than the rest of the timeout is no silence of ours.
    maxHeartbeatThrottleInterval: '5s',
    maxConcurrentActivityTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 100,
    maxConcurrentWorkflowTaskExecutions: 40,
    reuseV8Context: true,
    shutdownGraceTime: '10s',
  });
}
