import { join } from 'node:path';
import { freePort } from '../../engines/ports';
import { startProcess } from '../../engines/managed-process';
import { keepRunning } from '../../engines/supervisor/keep-running';
import { eventually, isAlive, scratch } from './support';

const place = scratch();
afterAll(() => place.remove());

/** A server that answers, and is kept running. */
async function kept(onStart: () => void = () => undefined) {
  const port = await freePort();
  const answers = () => fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(500) });
  const said: string[] = [];
  const server = await keepRunning({
    start: (signal) =>
      startProcess({
        name: 'Server',
        command: process.execPath,
        args: ['-e', `require('node:http').createServer((_, r) => r.end('x')).listen(${port}, '127.0.0.1')`],
        log: join(place.folder, 'server.log'),
        ready: answers,
        alive: answers,
        readyWithinMs: 20_000,
        stopWithinMs: 200,
        signal,
      }),
    say: (line) => said.push(line),
    onStart,
    signal: new AbortController().signal,
    liveness: { everyMs: 50, withinMs: 600, failures: 3 },
  });
  return { server, said, answers };
}

test('a process that runs and gives no answer is ended and started again', async () => {
  const { server, said, answers } = await kept();
  const hung = server.pid()!;
  process.kill(hung, 'SIGSTOP');
  await eventually(() => expect(said).toContain('Server is running again.'));
  expect(isAlive(hung)).toBe(false);
  expect(said[0]).toContain(
    `Server runs (process ${hung}; log: ${join(place.folder, 'server.log')}) but does not answer`,
  );
  await answers();
  await server.stop();
  expect(server.pid()).toBeUndefined();
});

test('one that is busy for a moment stays', async () => {
  const { server, said } = await kept();
  const pid = server.pid()!;
  process.kill(pid, 'SIGSTOP');
  await new Promise((next) => setTimeout(next, 700));
  process.kill(pid, 'SIGCONT');
  await new Promise((next) => setTimeout(next, 1_500));
  expect([server.pid(), said]).toEqual([pid, []]);
  await server.stop();
});

test('a note of it that can’t be written, as on a full disk, stops nobody', async () => {
  let starts = 0;
  const { server, said, answers } = await kept(() => {
    if (++starts > 1) throw new Error('ENOSPC: no space left on device');
  });
  process.kill(server.pid()!, 'SIGKILL');
  await eventually(() => expect(said).toContain('Server is running again.'));
  expect(said).toContain('Server is running, but could not be recorded: ENOSPC: no space left on device');
  await answers();
  await server.stop();
});
