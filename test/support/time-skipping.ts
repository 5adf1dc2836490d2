import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory, Worker } from '@temporalio/worker';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../domain/case/search-attributes';
import type { World } from '../../domain/activity-contract';
import type { WorkflowBundle } from '../../workers/bundle';
import { workflowBundle } from '../../workers/bundle';
import { TASK_QUEUE } from '../../workflows/messages';
import { CACHE } from './cache';
import { startTimeSkippingServer } from './time-skipping-servers';
import { WarmWorker } from './warm-worker';

/** What workers and servers complain about; shown by a test that fails. */
const complaints: string[] = [];
let installed = false;

/** Workers of this process keep quiet; what they warn of is kept for `complaintsOfWorkers`. */
export function quietWorkers(): void {
  if (installed) return;
  installed = true;
  const logger = new DefaultLogger('WARN', ({ message, meta }) => {
    const { error, taskQueue } = (meta ?? {}) as { error?: Error; taskQueue?: string };
    complaints.push([taskQueue ?? '', message, error?.stack ?? ''].join(' '));
  });
  Runtime.install({ logger, telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });
}

export function complaintsOfWorkers(): string[] {
  return complaints.splice(0);
}

let bundle: Promise<WorkflowBundle> | undefined;
/** The workflow code of today as one script, made once by a process and kept until the code changes. */
export function bundleForTests(): Promise<WorkflowBundle> {
  return (bundle ??= workflowBundle(CACHE));
}

/** What replay and workers of tests need beside the bundle. */
export const dataConverter = { payloadConverterPath: require.resolve('../../workers/payload-converter') };

/** Real time goes on while the clock stands. */
const MOST_DRIFT = 60_000;

/**
 * The server stops its clock a moment after a sleep has ended; on a busy machine it may have skipped to the next timer
 * by then. Nothing of ours is wrong, and the test has to begin anew on another server.
 */
export class ClockRanAway extends Error {
  override readonly name = 'ClockRanAway';
}

/** The SDK's own class makes clients that let time pass while they wait; it offers only to start a process for each. */
type Connects = (options: {
  server: { type: 'existing' };
  address: string;
  supportsTimeSkipping: true;
}) => Promise<TestWorkflowEnvironment>;

async function connect(address: string): Promise<TestWorkflowEnvironment> {
  const create = TestWorkflowEnvironment['create'] as Connects;
  return create.call(TestWorkflowEnvironment, { server: { type: 'existing' }, address, supportsTimeSkipping: true });
}

/**
 * A server of its own whose clock can be moved on. Its time belongs to all of its cases and runs on while a result is
 * awaited, so one serves one scenario and is never shared.
 */
export class TimeSkipping {
  private constructor(
    readonly env: TestWorkflowEnvironment,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<TimeSkipping> {
    quietWorkers();
    const server = await startTimeSkippingServer();
    const env = await connect(server.address);
    const { INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;
    await env.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [
          name,
          type === 'Datetime' ? INDEXED_VALUE_TYPE_DATETIME : INDEXED_VALUE_TYPE_KEYWORD,
        ]),
      ),
    });
    return new TimeSkipping(env, () => server.stop());
  }

  /** Runs a worker while `work` goes on. */
  async withWorker<T>(
    activities: World,
    work: (worker: Worker) => Promise<T>,
    maxCachedWorkflows = 10,
    activity: ActivityInterceptorsFactory[] = [],
  ): Promise<T> {
    const { code, buildId } = await bundleForTests();
    const worker = await WarmWorker.create({
      connection: this.env.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: { code },
      activities,
      dataConverter,
      workerDeploymentOptions: { version: { deploymentName: 'tests', buildId }, useWorkerVersioning: false },
      maxCachedWorkflows,
      interceptors: { activity },
    });
    return worker.runUntil(work(worker));
  }

  /** The server's time, in milliseconds since the epoch. */
  now(): Promise<number> {
    return this.env.currentTimeMs();
  }

  /**
   * Lets time pass, and everything happen that is due in it.
   * @throws ClockRanAway if the server let much more time pass.
   */
  async pass(ms: number): Promise<void> {
    if (ms <= 0) return;
    const until = (await this.now()) + ms;
    await this.env.sleep(ms);
    const now = await this.now();
    if (now > until + MOST_DRIFT) throw new ClockRanAway(`the clock stands ${(now - until) / 1_000} s too far`);
  }

  async stop(): Promise<void> {
    const { connection, nativeConnection } = this.env;
    await this.env.teardown();
    // Enabled, each is asked at every promise that this process makes from then on: after 200 stories, a third of the time.
    for (const { callContextStorage } of [connection, nativeConnection]) callContextStorage.disable();
    await this.end();
  }
}
