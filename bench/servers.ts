import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { ApiClient } from '../cli/api-client';
import { seedStaff } from '../cli/seed';
import { SEARCH_ATTRIBUTES } from '../domain/case/search-attributes';
import { freePort, startMongo, startTemporal } from '../engines/for-tests';
import { startProcess } from '../engines/managed-process';
import { connect } from '../models/connect';
import { openVault } from '../vault/open-vault';
import type { Vault } from '../vault/vault';

const ROOT = join(__dirname, '..');

/** Everything that is measured, on this machine alone and in a folder of its own. */
export interface Servers {
  client: Client;
  vault: Vault;
  /** Signed in. */
  api: ApiClient;
  /** What serves as MongoDB. */
  mongo: string;
  /** Ids of the processes that do the work, by what they are. */
  pids: Readonly<Record<'worker' | 'Temporal' | 'MongoDB' | 'client', number>>;
  stop: () => Promise<void>;
}

/**
 * Starts Temporal's development server, MongoDB or its stand-in, one worker and the API, each a process of its own.
 * @param profile folder for the worker's CPU profiles; none are made without it
 */
export async function startServers(profile?: string): Promise<Servers> {
  const data = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  const stops: (() => unknown)[] = [() => rmSync(data, { recursive: true, force: true, maxRetries: 5 })];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const mongo = await startMongo({ dataDir: data });
    stops.push(() => mongo.stop());
    const searchAttributes = SEARCH_ATTRIBUTES;
    const temporal = await startTemporal({ port: await freePort(), dataDir: data, headless: true, searchAttributes });
    stops.push(() => temporal.stop());
    const port = await freePort();
    const env = {
      ...{ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default', MONGODB_URI: mongo.uri },
      ...{ REDRESS_DATA: data, REDRESS_HOST: '127.0.0.1', REDRESS_PORT: String(port), REDRESS_LOG_LEVEL: 'warn' },
      // One account does here what hundreds do.
      ...{ REDRESS_LIMIT_READS: '0', REDRESS_LIMIT_WRITES: '0' },
    };

    const database = await connect(mongo.uri);
    const { password } = await seedStaff(database, data);
    await database.close();

    const worker = await startWorker(env, profile);
    stops.push(() => endWorker(worker));
    const api = await startProcess({
      name: 'API',
      command: process.execPath,
      args: ['--require', './engines/typescript/register.cjs', join(ROOT, 'api', 'main.ts')],
      cwd: ROOT,
      env,
      log: join(data, 'logs', 'api.log'),
      ready: async () => {
        const { ok, status } = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2_000) });
        if (!ok) throw new Error(`not ready: ${status}`);
      },
      readyWithinMs: 120_000,
      stopWithinMs: 15_000,
    });
    stops.push(() => api.stop());

    const connection = await Connection.connect({ address: temporal.address });
    stops.push(() => connection.close());
    const { vault } = await openVault(join(data, 'keys'));
    const apiClient = new ApiClient(`http://127.0.0.1:${port}`);
    await apiClient.signIn('lin', password);
    const pids = { worker: worker.pid ?? 0, Temporal: temporal.pid, MongoDB: mongo.pid, client: process.pid };
    return { client: new Client({ connection }), vault, api: apiClient, mongo: mongo.kind, pids, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startWorker(env: Record<string, string>, profile: string | undefined): Promise<ChildProcess> {
  const profiling = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const worker = fork(join(__dirname, 'worker.ts'), {
    cwd: ROOT,
    env: { ...process.env, ...env },
    execArgv: [
      '--require',
      './workers/without-promise-traces.cjs',
      '--require',
      './engines/typescript/register.cjs',
      ...profiling,
    ],
  });
  const [said] = (await Promise.race([once(worker, 'message'), once(worker, 'exit')])) as unknown[];
  if (said !== 'ready') throw new Error(`The worker ended with code ${String(said)}.`);
  return worker;
}

async function endWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null) return;
  worker.disconnect();
  await once(worker, 'exit');
}
