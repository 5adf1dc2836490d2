import type { Logger } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import type { CompiledWorkerOptions } from '@temporalio/worker/lib/worker-options';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface';
import type { WorkflowBundleWithSourceMapAndFilename as Bundle } from '@temporalio/worker/lib/workflow/workflow-worker-thread/input';

/** By what they run: the build of the workflow code and the names of its activities. */
const threads = new Map<string, Promise<WorkflowCreator>>();
const bundles = new Map<string, Promise<Bundle | undefined>>();

// The script that saves histories has no `afterAll`, and ends by itself.
if ('afterAll' in globalThis)
  afterAll(async () => {
    for (const thread of threads.values()) await (await thread).destroy();
    threads.clear();
  });

/**
 * A worker whose workflows run in a thread that the workers of a test file share. The SDK begins a thread with each
 * worker, and loading the workflow code there took longer than most stories. The workflows of a worker leave with it.
 */
export class WarmWorker extends Worker {
  protected static override getOrCreateBundle(
    options: CompiledWorkerOptions,
    logger: Logger,
  ): Promise<Bundle | undefined> {
    return once(bundles, buildOf(options), () => super.getOrCreateBundle(options, logger));
  }

  protected static override async createWorkflowCreator(
    bundle: Bundle,
    options: CompiledWorkerOptions,
    logger: Logger,
  ): Promise<WorkflowCreator> {
    const runs = [buildOf(options), ...[...options.activities.keys()].sort()].join('\n');
    const thread = await once(threads, runs, () => super.createWorkflowCreator(bundle, unguarded(options), logger));
    return { createWorkflow: (asked) => thread.createWorkflow(asked), destroy: () => Promise.resolve() };
  }
}

/**
 * Node guards each turn of a workflow by a thread that would end it after five seconds. Beginning and joining that thread
 * took longer than the turn, and on a busy machine most of a story's time; here the test's own limit guards.
 */
function unguarded(options: CompiledWorkerOptions): CompiledWorkerOptions {
  return { ...options, isolateExecutionTimeoutMs: undefined as unknown as number };
}

function buildOf({ workerDeploymentOptions }: CompiledWorkerOptions): string {
  if (workerDeploymentOptions === undefined) throw new Error('a warm worker says by its build which code it runs');
  return workerDeploymentOptions.version.buildId;
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const one = made.get(key) ?? make();
  made.set(key, one);
  return one;
}
