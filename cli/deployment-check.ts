import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';
import { replay } from '../workers/replay';
import type { GivenHistory, Replayed } from '../workers/replay';
import { TASK_QUEUE } from '../workflows/messages';

const OPEN = `TaskQueue = '${TASK_QUEUE}' AND ExecutionStatus = 'Running'`;

export interface DeploymentCheckOptions {
  client: Client;
  /** Workflow code that is to be deployed, of `codeForReplay`. */
  code: string;
  /** Looks at so many of the open workflows, taken at random; by default at all. */
  sample?: number;
  /** Told after each. */
  progress?: (done: { replayed: number; of: number }) => void;
}

/** An open case or proceeding that the code would not go on with. */
export interface Misfit {
  workflowId: string;
  /** Build that ran it last; absent where a worker didn't say. */
  build?: string;
  why: string;
}

export interface DeploymentReport {
  /** Cases, proceedings and reports that are open. */
  open: number;
  /** How many of them were replayed: less than `open` in a sample, and when some ended meanwhile. */
  replayed: number;
  misfits: Misfit[];
}

/**
 * Replays what runs on a server on code that is to be deployed there. Nothing is changed and no workflow is asked: only
 * the histories of the present runs are read. What goes on meanwhile is judged by what it had done when it was read.
 * Temporal's list follows by seconds; whatever begins later began on the old code as well.
 */
export async function checkDeployment(options: DeploymentCheckOptions): Promise<DeploymentReport> {
  const { client, code, sample = Infinity, progress } = options;
  const runs: OpenRun[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query: OPEN })) runs.push({ workflowId, runId });
  const chosen = someOf(runs, sample);
  const report: DeploymentReport = { open: runs.length, replayed: 0, misfits: [] };
  for await (const replayed of replay(code, historiesOf(client, chosen))) {
    report.replayed++;
    const why = misfitOf(replayed);
    if (why !== undefined) report.misfits.push({ workflowId: replayed.workflowId, ...lastBuildOf(replayed), why });
    progress?.({ replayed: report.replayed, of: chosen.length });
  }
  return report;
}

interface OpenRun {
  workflowId: string;
  runId: string;
}

/** So many, each as likely as the others. */
function someOf(runs: OpenRun[], sample: number): OpenRun[] {
  const rest = [...runs];
  if (sample >= rest.length) return rest;
  return Array.from({ length: sample }, () => rest.splice(Math.floor(Math.random() * rest.length), 1)).flat();
}

async function* historiesOf(client: Client, runs: readonly OpenRun[]): AsyncGenerator<GivenHistory> {
  for (const { workflowId, runId } of runs) {
    try {
      yield { workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
    } catch (error) {
      // Deleted since it was listed.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}

function misfitOf({ error, otherwise }: Replayed): string | undefined {
  if (error !== undefined) return error.message;
  const [first] = otherwise;
  if (first === undefined) return undefined;
  const { events } = JSON.parse(first.then) as { events: { seq: number }[] };
  return `the replay succeeds, but writes different events from event ${events[0]?.seq ?? '?'} on`;
}

function lastBuildOf({ history }: { history: History }): Pick<Misfit, 'build'> {
  const builds = (history.events ?? []).map(
    ({ workflowTaskCompletedEventAttributes: done }) =>
      done?.workerVersion?.buildId ?? done?.deploymentVersion?.buildId,
  );
  const build = builds.findLast((id) => typeof id === 'string' && id !== '');
  return typeof build === 'string' ? { build } : {};
}
