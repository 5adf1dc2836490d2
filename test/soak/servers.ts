import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { seedStaff } from '../../cli/seed';
import { connect } from '../../models/connect';
import type { Part } from '../support/stack';
import { Stack } from '../support/stack';
import { Cuttable } from './cuttable';

export const PARTS: readonly Part[] = ['worker', 'api', 'temporal', 'mongo'];

/** As whoever keeps an installation running: a moment, then again. */
const AGAIN_MS = 500;

/** The whole application, kept running: what ends is begun again, whoever ended it. API and worker reach the engines by ways that can be cut. */
export class Servers {
  private readonly closing = new AbortController();
  private readonly held = new Map<Part, Promise<void>>();
  private readonly keeping: Promise<void>[] = [];
  /** How often each part was begun again. */
  restarts = 0;

  private constructor(
    readonly stack: Stack,
    readonly ways: { mongo: Cuttable; temporal: Cuttable },
    private readonly env: Record<string, string>,
    readonly password: string,
  ) {
    for (const part of PARTS) this.keeping.push(this.keep(part));
  }

  static async start(data: string, given: Record<string, string>): Promise<Servers> {
    const env: Record<string, string> = { ...given };
    const ways: { mongo?: Cuttable; temporal?: Cuttable } = {};
    let password = '';
    // What the last sitting left; where it leads is made anew.
    rmSync(join(data, 'cache'), { force: true });
    const stack = await Stack.start({
      ...{ data, api: true, env },
      before: async ({ mongoUri, temporalAddress }) => {
        ways.mongo = await Cuttable.open(() => Number(new URL(mongoUri).port));
        ways.temporal = await Cuttable.open(() => Number(temporalAddress.split(':')[1]));
        env['MONGODB_URI'] = mongoUri.replace(/:\d+\//, `:${ways.mongo.port}/`);
        env['TEMPORAL_ADDRESS'] = `127.0.0.1:${ways.temporal.port}`;
        const seeding = await connect(mongoUri);
        ({ password } = await seedStaff(seeding, data));
        await seeding.close();
      },
    });
    return new Servers(stack, { mongo: ways.mongo!, temporal: ways.temporal! }, env, password);
  }

  /** Ends a part by a signal; it is begun again by itself. Resolves when it is gone. */
  async end(part: Part, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = await this.running(part);
    process.kill(running.pid, signal);
    const late = setTimeout(() => process.kill(running.pid, 'SIGKILL'), 20_000);
    await running.ended;
    clearTimeout(late);
  }

  /** A process that stands still and holds its connections, as on a disk that takes seconds. */
  async freeze(part: Part, ms: number): Promise<void> {
    const { pid } = await this.running(part);
    process.kill(pid, 'SIGSTOP');
    await sleep(ms);
    process.kill(pid, 'SIGCONT');
  }

  /** Ends a part, does something while it is down, and lets it begin. */
  async whileDown(part: Part, work: () => void): Promise<void> {
    let release = (): void => undefined;
    this.held.set(part, new Promise((resolve) => (release = resolve)));
    try {
      await this.end(part, 'SIGTERM');
      work();
    } finally {
      this.held.delete(part);
      release();
    }
    await this.running(part);
  }

  /** Begins a part anew with another clock; 0 is the right one. */
  async setClock(part: Part, offsetMs: number): Promise<void> {
    const wrong = {
      NODE_OPTIONS: `--require ${join(__dirname, 'skewed-clock.cjs')}`,
      REDRESS_SOAK_CLOCK_MS: String(offsetMs),
    };
    if (offsetMs !== 0) Object.assign(this.env, wrong);
    await this.end(part, 'SIGTERM');
    await this.running(part);
    for (const name of Object.keys(wrong)) Reflect.deleteProperty(this.env, name);
  }

  /** Waits until everything runs. */
  async allRunning(): Promise<void> {
    for (const part of PARTS) await this.running(part);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.stack.stop();
    await Promise.all(this.keeping);
    this.ways.mongo.close();
    this.ways.temporal.close();
  }

  private async running(part: Part) {
    for (;;) {
      const known = this.stack.parts.get(part);
      if (known !== undefined && (await Promise.race([known.ended.then(() => false), sleep(0, true)]))) return known;
      await sleep(50);
    }
  }

  private async keep(part: Part): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.stack.parts.get(part)?.ended;
      await this.beginAgain(part);
    }
  }

  private async beginAgain(part: Part): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.held.get(part);
      try {
        await this.stack.begin(part);
        this.restarts++;
        return;
      } catch {
        await sleep(AGAIN_MS);
      }
    }
  }
}
