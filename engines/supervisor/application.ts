import { join } from 'node:path';
import { startProcess } from '../managed-process';
import type { ManagedProcess } from '../managed-process';
import { readTemporal } from '../../temporal/target';
import { requirePoller } from '../poller';

/** Where worker, API and command line run, and what they are told. */
export interface ApplicationPlace {
  /** The checkout. */
  readonly root: string;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly env: Readonly<ApplicationEnvironment>;
}

/** The environment that the supervisor decides; the rest is what it was started with. */
export interface ApplicationEnvironment {
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
  MONGODB_URI: string;
  REDRESS_DATA: string;
  REDRESS_PORT: string;
  REDRESS_HOST: string;
  /** Where its Web UI is, if it has one. */
  REDRESS_TEMPORAL_UI?: string;
}

/**
 * Megabytes of old heap for worker and API beside two engines on one small machine. Left to itself the collector lets
 * them grow to several times what they need before it works.
 */
const HEAP_MB = 512;

const ROOT = join(__dirname, '..', '..');
/** For the threads in which workflows run; the file says why. */
const PRELOADED = join(ROOT, 'workers', 'without-promise-traces.cjs');
const TYPESCRIPT = join(ROOT, 'engines', 'typescript', 'register.cjs');

/** How a TypeScript file of the checkout is run. */
export function command(file: string, ...args: string[]): { command: string; args: string[] } {
  return { command: process.execPath, args: ['--require', TYPESCRIPT, file, ...args] };
}

function serverCommand(file: string, ...options: string[]): { command: string; args: string[] } {
  const { command: node, args } = command(file);
  return { command: node, args: [`--max-old-space-size=${HEAP_MB}`, ...options, ...args] };
}

/** Starts the worker and waits until it takes work: before that it may still refuse a broken policy. */
export function startWorker({ root, data, env }: ApplicationPlace, signal: AbortSignal): Promise<ManagedProcess> {
  return startProcess({
    ...serverCommand(join('workers', 'main.ts'), '--require', PRELOADED),
    name: 'Worker',
    cwd: root,
    env: { ...env },
    log: join(data, 'logs', 'worker.log'),
    ready: (pid) =>
      requirePoller(readTemporal({ ...process.env, ...env }), (identity) => identity.startsWith(`${pid}@`)),
    readyWithinMs: 120_000,
    // Activities under way are given time to end; what doesn't is retried by the next worker.
    stopWithinMs: 25_000,
    ownGroup: true,
    signal,
  });
}

/** Starts the API and waits until it says that everything it needs is there. */
export function startApi(place: ApplicationPlace, signal: AbortSignal): Promise<ManagedProcess> {
  const { root, data, env } = place;
  return startProcess({
    ...serverCommand(join('api', 'main.ts')),
    name: 'API',
    cwd: root,
    env: { ...env },
    log: join(data, 'logs', 'api.log'),
    ready: () => requireOk(`${addressOf(place)}/ready`),
    readyWithinMs: 120_000,
    // Not `/ready`: what others lack is not mended by starting the API anew.
    alive: () => requireOk(`${addressOf(place)}/health`),
    stopWithinMs: 20_000,
    ownGroup: true,
    signal,
  });
}

/** The URL by which this machine reaches the API. */
export function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  const name = everywhere[host] ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function requireOk(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
}
