import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '../../engines/managed-process';
import type { ProcessSpec } from '../../engines/managed-process';
import { isAlive, scratch } from './support';

const place = scratch();
afterAll(() => place.remove());

function program(name: string, code: string, rest: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    name,
    command: process.execPath,
    args: ['-e', code],
    log: join(place.folder, 'logs', `${name}.log`),
    ready: () => Promise.resolve(),
    readyWithinMs: 5_000,
    stopWithinMs: 5_000,
    ...rest,
  };
}

const never = () => Promise.reject(new Error('nobody answers'));

describe('startProcess', () => {
  test('the process ends before it serves: refused with its ending, its log and its last lines', async () => {
    const spec = program('brief', "console.error('out of luck'); process.exit(3)", { ready: never });
    await expect(startProcess(spec)).rejects.toThrow(
      `brief ended before it was ready (code 3).\n  Its log: ${spec.log}\n`,
    );
    await expect(startProcess(spec)).rejects.toThrow('| out of luck');
  });

  test('the program does not exist: refused with the reason', async () => {
    await expect(startProcess({ ...program('absent', ''), command: '/nowhere/at-all', ready: never })).rejects.toThrow(
      /ENOENT/,
    );
  });

  test('it does not serve in time: refused with the last reason, and the process is gone', async () => {
    const pidFile = join(place.folder, 'slow.pid');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => 0, 1e6)`;
    // The time limit runs only once the process has told its id.
    const ready = async () => {
      while (!existsSync(pidFile)) await new Promise((next) => setTimeout(next, 20));
      throw new Error('nobody answers');
    };
    await expect(startProcess(program('slow', code, { ready, readyWithinMs: 600 }))).rejects.toThrow(
      /slow was not ready within 0\.6 s \(nobody answers\)/,
    );
    expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
  });

  test('it dies by itself later: noticed as unasked', async () => {
    const started = await startProcess(program('mortal', 'setTimeout(() => process.exit(7), 300)'));
    await expect(started.ended).resolves.toEqual({ code: 7, signal: null, asked: false });
  });

  test('stop, the process ends when asked: awaited, noticed as asked; again: harmless', async () => {
    const started = await startProcess(program('polite', 'setInterval(() => 0, 1e6)'));
    await started.stop();
    expect(isAlive(started.pid)).toBe(false);
    await expect(started.ended).resolves.toEqual({ code: null, signal: 'SIGTERM', asked: true });
    await started.stop();
  });

  test('stop, the process does not listen: killed after its time limit', async () => {
    const marker = join(place.folder, 'deaf.ready');
    const code = `process.on('SIGTERM', () => 0); require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); setInterval(() => 0, 1e6)`;
    const ready = async () => {
      if (!existsSync(marker)) throw new Error('not yet');
    };
    const started = await startProcess(program('deaf', code, { ready }));
    await started.stop(300);
    await expect(started.ended).resolves.toMatchObject({ signal: 'SIGKILL' });
  });

  test('given up while it starts: refused at once, and the process is gone', async () => {
    const giveUp = new AbortController();
    const starting = startProcess(
      program('unwanted', 'setInterval(() => 0, 1e6)', { ready: never, signal: giveUp.signal }),
    );
    setTimeout(() => giveUp.abort(), 200);
    await expect(starting).rejects.toThrow('unwanted was stopped before it was ready.');
  });
});
