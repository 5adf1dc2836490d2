import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { timeSkippingServers } from '../../engines/for-tests';

/**
 * Starts and stops time-skipping servers in one process, which begins with the first of them and ends with this one. It
 * keeps warm from one server to the next; a process for each took half of a story's time.
 */
class Servers {
  private readonly waiting: { resolve: (answer: string) => void; reject: (reason: Error) => void }[] = [];

  private constructor(
    process: ChildProcess,
    private readonly commands: Socket,
    private readonly answers: Socket,
  ) {
    createInterface(answers).on('line', (line) => {
      this.waiting.shift()?.resolve(line);
      if (this.waiting.length === 0) answers.unref();
    });
    process.once('exit', (code) => {
      const reason = new Error(`the time-skipping servers have ended (${code})`);
      for (const { reject } of this.waiting.splice(0)) reject(reason);
    });
    // Nothing of it keeps this process from ending, unless an answer is awaited; its input ends then, and so does it.
    process.unref();
    commands.unref();
    answers.unref();
  }

  static async begin(): Promise<Servers> {
    const { executable, args } = await timeSkippingServers();
    const child = spawn(executable, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = child;
    // Pipes of child processes are sockets, which only their types leave open.
    if (!(stdin instanceof Socket && stdout instanceof Socket)) throw new TypeError('pipes that are no sockets');
    return new Servers(child, stdin, stdout);
  }

  /** @returns its port on the loopback address */
  async start(): Promise<number> {
    return Number(await this.tell(`start ${Date.now()}`));
  }

  async stop(port: number): Promise<void> {
    await this.tell(`stop ${port}`);
  }

  private tell(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.answers.ref();
      this.commands.write(`${command}\n`);
    });
  }
}

let servers: Promise<Servers> | undefined;

/** Starts a server whose clock stands at this moment, until it is let go on. */
export async function startTimeSkippingServer(): Promise<{ address: string; stop(): Promise<void> }> {
  const started = await (servers ??= Servers.begin());
  const port = await started.start();
  return { address: `127.0.0.1:${port}`, stop: () => started.stop(port) };
}
