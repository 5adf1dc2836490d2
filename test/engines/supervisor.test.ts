import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../engines/ports';
import type { ServerOptions } from '../../engines/supervisor/server-options';
import { ROOT, eventually, isAlive, scratch } from './support';

jest.setTimeout(180_000);
const READY_WITHIN_MS = 90_000;

const place = scratch();
const started: { end: () => Promise<void> }[] = [];

afterAll(async () => {
  await Promise.all(started.map(({ end }) => end()));
  place.remove();
});

async function newOptions(name: string): Promise<ServerOptions> {
  return {
    port: await freePort(),
    host: '127.0.0.1',
    data: join(place.folder, name),
    temporalPort: await freePort(),
    uiPort: await freePort(),
    mongoPort: await freePort(),
    reset: false,
  };
}

/** The real supervisor and real engines; worker, API and loading are the stand-ins beside this file. */
function serve(options: ServerOptions) {
  const child = spawn(
    process.execPath,
    [
      '--require',
      './engines/typescript/register.cjs',
      join('test', 'engines', 'stand-in', 'serve.ts'),
      JSON.stringify(options),
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  const server = {
    said: () => said,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    ended: async () => Number((await ended)[0] ?? -1),
    hears: (words: string, withinMs = READY_WITHIN_MS) =>
      eventually(() => {
        if (!said.includes(words)) throw new Error(`never said: ${words}\nbut:\n${said}`);
      }, withinMs),
    pids: () => {
      const note = JSON.parse(readFileSync(join(options.data, 'running.json'), 'utf8')) as {
        children: Record<string, { pid: number }>;
      };
      return Object.fromEntries(Object.entries(note.children).map(([name, { pid }]) => [name, pid]));
    },
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
  started.push(server);
  return server;
}

describe('the supervisor', () => {
  test('first start: tells the addresses and how to sign in; the API is told the engines; SIGTERM ends all in order', async () => {
    const options = await newOptions('first');
    const server = serve(options);
    await server.hears('Redress: ready in');
    const told: unknown = await (await fetch(`http://127.0.0.1:${options.port}/`)).json();
    expect(told).toEqual({
      TEMPORAL_ADDRESS: `127.0.0.1:${options.temporalPort}`,
      TEMPORAL_NAMESPACE: 'default',
      MONGODB_URI: expect.stringContaining(`127.0.0.1:${options.mongoPort}/redress`),
      REDRESS_DATA: options.data,
    });
    for (const line of [
      `http://127.0.0.1:${options.port}/docs`,
      `http://127.0.0.1:${options.uiPort}`,
      'manager@example.test',
    ])
      expect(server.said()).toContain(line);
    expect(readFileSync(join(options.data, 'first-sign-in.txt'), 'utf8')).toContain('clerk@example.test');

    const pids = Object.values(server.pids());
    expect(pids).toHaveLength(4);
    server.signal('SIGTERM');
    expect(await server.ended()).toBe(0);
    const stopped = [...server.said().matchAll(/✓ stopping (.*)/g)].map(([, name]) => name);
    expect(stopped).toEqual(['API', 'Worker', 'Temporal server', expect.stringMatching(/^MongoDB/)]);
    expect(pids.filter(isAlive)).toEqual([]);
    // The stand-ins say so when they are asked to end; a kill would leave no word.
    expect(readFileSync(join(options.data, 'logs', 'worker.log'), 'utf8')).toContain('worker ends');
    expect(existsSync(join(options.data, 'running.json'))).toBe(false);
  });

  test('a process is killed: said with its log, started again, and served as before', async () => {
    const options = await newOptions('crash');
    const server = serve(options);
    await server.hears('Redress: ready in');
    const before = server.pids();
    for (const [name, pid] of Object.entries(before)) {
      process.kill(pid, 'SIGKILL');
      await server.hears(`${name} ended (killed by SIGKILL; log: ${join(options.data, 'logs')}`);
      await server.hears(`${name} is running again.`);
    }
    const after = server.pids();
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [name, pid] of Object.entries(after)) {
      expect(pid).not.toBe(before[name]);
      expect(isAlive(pid)).toBe(true);
    }
    expect((await fetch(`http://127.0.0.1:${options.port}/ready`)).status).toBe(200);
    await server.end();
    expect(Object.values(after).filter(isAlive)).toEqual([]);
  });

  test('the same data twice: the second is refused; killed with -9: the next ends what was left, and loads nothing again', async () => {
    const options = await newOptions('again');
    const first = serve(options);
    await first.hears('Redress: ready in');
    const second = serve(options);
    expect(await second.ended()).toBe(1);
    expect(second.said()).toContain(`already running on ${options.data}`);

    const left = Object.values(first.pids());
    first.signal('SIGKILL');
    await first.ended();
    expect(left.filter(isAlive)).toEqual(left);

    const third = serve(options);
    await third.hears('Redress: ready in');
    expect(left.filter(isAlive)).toEqual([]);
    expect(third.said()).toContain('left over from a killed server');
    expect(third.said()).not.toContain('first run');
    expect(third.said()).toContain(`with the accounts in ${join(options.data, 'first-sign-in.txt')}`);
    await third.end();
  });

  test('the port of the API is taken: refused, naming it, and nothing is left running', async () => {
    const options = await newOptions('taken');
    const other = createServer().listen(options.port, '127.0.0.1');
    await once(other, 'listening');
    try {
      const server = serve(options);
      expect(await server.ended()).toBe(1);
      expect(server.said()).toContain(`Port ${options.port} on 127.0.0.1, meant for the API, is taken.`);
      expect(server.said()).toContain('--port (REDRESS_PORT)');
      expect(existsSync(join(options.data, 'running.json'))).toBe(false);
    } finally {
      other.close();
    }
  });

  test('interrupted while it starts: ends what had started, without a failure', async () => {
    const options = await newOptions('interrupted');
    const server = serve(options);
    await server.hears('✓ starting MongoDB');
    const pids = Object.values(server.pids());
    expect(pids).not.toHaveLength(0);
    server.signal('SIGINT');
    expect(await server.ended()).toBe(130);
    expect(server.said()).not.toContain('Redress: ready');
    expect(pids.filter(isAlive)).toEqual([]);
  });
});
