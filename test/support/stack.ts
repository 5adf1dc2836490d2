import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startMongo, startTemporal } from '../../engines/for-tests';
import type { ManagedProcess } from '../../engines/managed-process';
import { startProcess } from '../../engines/managed-process';
import { SEARCH_ATTRIBUTES } from '../../domain/case/search-attributes';
import { CACHE } from './cache';
import { bundleForTests } from './time-skipping';

const ROOT = join(__dirname, '..', '..');

/** What of the stack can be killed and started again. */
export type Part = 'mongo' | 'temporal' | 'worker' | 'api';

export interface StackOptions {
  /** The data folder, which stays; without, one of its own that is removed. */
  data?: string;
  /** Without the API, tests speak to Temporal directly. */
  api?: boolean;
  /** Environment of worker and API. */
  env?: Record<string, string>;
  /** Environment of the API alone. What is changed in it holds from when the API is begun next. */
  apiEnv?: Record<string, string>;
  /** Done when the engines run and nothing of ours does: a worker that begins knows the staff who are there by then. */
  before?: (stack: Stack) => Promise<void>;
}

/**
 * The whole application on real engines, each part a process of its own in a data folder of its own, so that a test can
 * kill any of them the hard way and start it again where it was.
 */
export class Stack {
  readonly data: string;
  readonly parts = new Map<Part, ManagedProcess>();
  private ports: { mongo: number; temporal: number; api: number } = { mongo: 0, temporal: 0, api: 0 };
  kills = 0;

  private constructor(private readonly options: StackOptions) {
    this.data = options.data ?? mkdtempSync(join(tmpdir(), 'redress-stack-'));
  }

  static async start(options: StackOptions = {}): Promise<Stack> {
    const stack = new Stack(options);
    stack.ports = { mongo: await freePort(), temporal: await freePort(), api: await freePort() };
    // A worker bundles the workflows and checks the policies where it doesn't find them.
    symlinkSync(CACHE, join(stack.data, 'cache'));
    try {
      await Promise.all([stack.begin('mongo'), stack.begin('temporal'), bundleForTests()]);
      await options.before?.(stack);
      await stack.begin('worker');
      if (options.api === true) await stack.begin('api');
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  get mongoUri(): string {
    return `mongodb://127.0.0.1:${this.ports.mongo}/redress?directConnection=true`;
  }
  get temporalAddress(): string {
    return `127.0.0.1:${this.ports.temporal}`;
  }
  get apiUrl(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }
  get env(): Record<string, string> {
    return {
      TEMPORAL_ADDRESS: this.temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      MONGODB_URI: this.mongoUri,
      REDRESS_DATA: this.data,
      REDRESS_HOST: '127.0.0.1',
      REDRESS_PORT: String(this.ports.api),
      // Tests drive by few accounts, and as fast as they can, what people do in a day.
      ...{ REDRESS_LIMIT_READS: '0', REDRESS_LIMIT_WRITES: '0', REDRESS_LIMIT_ADDRESS: '0' },
      ...this.options.env,
    };
  }

  /** Starts a part that doesn't run. */
  async begin(part: Part): Promise<void> {
    this.parts.set(part, await this.launch(part));
  }

  /** kill -9, and wait until it is gone. */
  async kill(part: Part): Promise<void> {
    const running = this.parts.get(part);
    if (running === undefined) return;
    this.kills++;
    process.kill(running.pid, 'SIGKILL');
    await running.ended;
    this.parts.delete(part);
  }

  async stop(): Promise<void> {
    for (const part of ['api', 'worker', 'temporal', 'mongo'] as const) await this.parts.get(part)?.stop(15_000);
    this.parts.clear();
    if (this.options.data === undefined) rmSync(this.data, { recursive: true, force: true, maxRetries: 5 });
  }

  private launch(part: Part): Promise<ManagedProcess> {
    switch (part) {
      case 'mongo':
        return startMongo({ port: this.ports.mongo, dataDir: this.data });
      case 'temporal':
        return startTemporal({
          port: this.ports.temporal,
          dataDir: this.data,
          headless: true,
          searchAttributes: SEARCH_ATTRIBUTES,
        });
      case 'worker':
        return this.run('worker', 'workers/main.ts', this.startedOnceMore());
      case 'api':
        return this.run(
          'api',
          'api/main.ts',
          async () => {
            const { ok, status } = await fetch(`${this.apiUrl}/ready`, { signal: AbortSignal.timeout(2_000) });
            if (!ok) throw new Error(`not ready: ${status}`);
          },
          this.options.apiEnv,
        );
    }
  }

  /** The worker has no port; it says in its log that it has started. */
  private startedOnceMore(): () => Promise<void> {
    const log = join(this.data, 'logs', 'worker.log');
    const starts = (): number => (existsSync(log) ? readFileSync(log, 'utf8').split('worker started').length : 1);
    const before = starts();
    return () => (starts() > before ? Promise.resolve() : Promise.reject(new Error('not started yet')));
  }

  private run(
    name: string,
    file: string,
    ready: () => Promise<unknown>,
    env: Record<string, string> = {},
  ): Promise<ManagedProcess> {
    return startProcess({
      name,
      command: process.execPath,
      args: [
        '--require',
        './workers/without-promise-traces.cjs',
        '--require',
        './engines/typescript/register.cjs',
        join(ROOT, file),
      ],
      cwd: ROOT,
      env: { ...this.env, ...env },
      log: join(this.data, 'logs', `${name}.log`),
      ready,
      readyWithinMs: 120_000,
      stopWithinMs: 15_000,
    });
  }
}
