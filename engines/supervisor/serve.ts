import { once } from 'node:events';
import { requireFreePort } from '../ports';
import { startApi, startWorker } from './application';
import type { ApplicationPlace } from './application';
import { prepareDataFolder, resetDataFolder } from './data-folder';
import { namespaceOf, serveMongo, serveTemporal } from './engines';
import type { Keep } from './engines';
import { seedOnce } from './first-run';
import { keepRunning } from './keep-running';
import type { KeptProcess } from './keep-running';
import type { Progress } from './progress';
import { RunningNote } from './running';
import type { ServerOptions } from './server-options';
import { welcome } from './welcome';

/** How long a process still has after a second Ctrl-C. */
const HURRIED_MS = 1_000;

/** Everything that `serve` is called with. */
export interface ServeRequest {
  readonly options: ServerOptions;
  /** The checkout whose worker, API and command line are run. */
  readonly root: string;
  /** When the person started it, for the time it took. */
  readonly startedMs: number;
  readonly progress: Progress;
}

/**
 * Runs Redress until it is asked to end (SIGINT, SIGTERM, SIGHUP): MongoDB, Temporal, worker, API, each kept running;
 * ends them in the opposite order, each awaited. A second signal hurries.
 * @throws StartFailure if the first start of any of them fails; what had started is ended before
 */
export async function serve(request: ServeRequest): Promise<void> {
  const { options, root, progress, startedMs } = request;
  const ending = new AbortController();
  const kept: KeptProcess[] = [];
  const releaseSignals = onSignals((count) => {
    if (count === 1) ending.abort();
    else if (count === 2) {
      progress.say('Hurrying.');
      for (const child of kept) void child.stop(HURRIED_MS);
    }
  });

  prepareDataFolder(options.data);
  const note = await RunningNote.take(options.data, progress.say);
  const keep: Keep = async (start) => {
    const child = await keepRunning({
      start,
      say: progress.say,
      signal: ending.signal,
      onStart: ({ name, pid }) => note.add(name, pid),
    });
    kept.push(child);
  };

  try {
    if (options.reset)
      await progress.step(`deleting everything in ${options.data}`, async () => resetDataFolder(options.data));
    await requireFreePort(options.port, options.host, 'the API', '--port (REDRESS_PORT)');
    const mongo = await progress.step('starting MongoDB', () => serveMongo(options, keep));
    const temporal = await progress.step('starting Temporal', () => serveTemporal(options, keep));
    const place: ApplicationPlace = {
      root,
      data: options.data,
      host: options.host,
      port: options.port,
      env: {
        TEMPORAL_ADDRESS: temporal.address,
        TEMPORAL_NAMESPACE: namespaceOf(process.env),
        MONGODB_URI: mongo.address,
        REDRESS_DATA: options.data,
        REDRESS_PORT: String(options.port),
        REDRESS_HOST: options.host,
        ...(temporal.uiUrl === undefined ? {} : { REDRESS_TEMPORAL_UI: temporal.uiUrl }),
      },
    };
    await progress.step('starting the worker', () => keep((signal) => startWorker(place, signal)));
    await progress.step('starting the API', () => keep((signal) => startApi(place, signal)));
    const signIn = await seedOnce(place, progress, ending.signal);
    process.stdout.write(welcome({ options, mongo, temporal, signIn, tookMs: Date.now() - startedMs }));
    if (!ending.signal.aborted) await once(ending.signal, 'abort');
  } catch (error) {
    // Interrupted while something started: that is no failure, and what had started is ended below.
    if (!ending.signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    for (const child of kept.toReversed()) await progress.step(`stopping ${child.name}`, () => child.stop());
    note.remove();
    releaseSignals();
  }
}

function onSignals(act: (count: number) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let count = 0;
  const listener = () => act(++count);
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
