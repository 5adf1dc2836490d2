import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startProcess } from './managed-process';
import type { ManagedProcess } from './managed-process';
import { describeNamespace, prepareNamespace } from './namespace';
import type { SearchAttributes } from './namespace';
import { requireFreePort } from './ports';
import { provision } from './provision';
import type { Source } from './provision';

const HOST = '127.0.0.1';
const NAMESPACE = 'default';

/** What to start and where. */
export interface TemporalOptions {
  readonly port: number;
  /** Of the Web UI; by default `port` + 1000, as the CLI does. Not used when `headless`. */
  readonly uiPort?: number;
  /** The database goes to `temporal/` in it, the log to `logs/`. */
  readonly dataDir: string;
  readonly searchAttributes: SearchAttributes;
  /** Leaves the Web UI out. */
  readonly headless?: boolean;
  /** For whoever keeps it running: see `ProcessSpec`. */
  readonly ownGroup?: boolean;
  readonly signal?: AbortSignal;
}

/** A Temporal server that we started, with its namespace `default`. */
export interface TemporalEngine extends ManagedProcess {
  /** host:port of the gRPC frontend. */
  readonly address: string;
  /** Of the Web UI, unless headless. */
  readonly uiUrl?: string;
  readonly source: Source;
}

/**
 * Starts the CLI's development server on the loopback address, with a database that outlives it, and prepares its
 * namespace. Search attributes are not given as flags: those count only while the database is new.
 * @throws StartFailure
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalEngine> {
  const { executable, source } = await provision('temporal');
  const dataDir = resolve(options.dataDir);
  const address = `${HOST}:${options.port}`;
  const target = { address, namespace: NAMESPACE, isGiven: false };
  const uiPort = options.uiPort ?? options.port + 1000;
  await requireFreePort(options.port, HOST, 'the Temporal server', '--temporal-port (REDRESS_TEMPORAL_PORT)');
  if (!options.headless) await requireFreePort(uiPort, HOST, 'the Temporal Web UI', '--ui-port (REDRESS_UI_PORT)');
  mkdirSync(join(dataDir, 'temporal'), { recursive: true });
  const started = await startProcess({
    name: 'Temporal server',
    command: executable,
    args: [
      ...['server', 'start-dev', '--ip', HOST, '--port', String(options.port), '--log-level', 'error'],
      ...(options.headless ? ['--headless'] : ['--ui-ip', HOST, '--ui-port', String(uiPort)]),
      ...['--db-filename', join(dataDir, 'temporal', 'temporal.db')],
      // Measured: 30 → 53 workflows a second, ten activities in a row 1,000 → 400 ms. With NORMAL, a power cut can take
      // the last moments; a killed process takes nothing.
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
      ...['--dynamic-config-value', 'system.enableEagerWorkflowStart=true'],
      // Its HTTP API, which can't be left out, takes a signal from any web page. No request can name this host.
      ...['--dynamic-config-value', 'frontend.httpAllowedHosts=["/"]'],
    ],
    // It asks who runs it, and refuses to start under a user id without a name, as containers have.
    env: { USER: process.env.USER ?? 'redress' },
    log: join(dataDir, 'logs', 'temporal.log'),
    ready: () => prepareNamespace(target, options.searchAttributes),
    readyWithinMs: 60_000,
    alive: () => describeNamespace(target),
    stopWithinMs: 20_000,
    ownGroup: options.ownGroup,
    signal: options.signal,
  });
  return { ...started, address, source, ...(options.headless ? {} : { uiUrl: `http://${HOST}:${uiPort}` }) };
}
