import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, fakeProgram, runNode, scratch } from './support';
import type { Outcome } from './support';

const MAIN = join(ROOT, 'engines', 'provision', 'main.mjs');

/** A machine of its own: its cache and the programs on its PATH. */
function machine() {
  const place = scratch();
  const bin = join(place.folder, 'bin');
  mkdirSync(bin);
  const env = { PATH: bin, HOME: place.folder, REDRESS_CACHE: join(place.folder, 'cache'), REDRESS_DOWNLOAD: 'no' };
  const cache = join(place.folder, 'cache', 'redress');
  return {
    ...place,
    bin,
    cache,
    provide: (): Promise<Outcome> => runNode([MAIN, 'temporal'], env),
    builds: () => callsOf(bin, 'go'),
  };
}

function callsOf(bin: string, name: string): number {
  const calls = join(bin, `${name}.calls`);
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0;
}

const answer = ({ stdout }: Outcome) => JSON.parse(stdout) as { temporal?: object; failure?: string };
const OUTPUT = "const out = args[args.indexOf('-o') + 1];";
const HALF = `${OUTPUT} fs.writeFileSync(out, 'half a program'); console.error('no space left'); process.exit(1);`;
const WHOLE = `${OUTPUT} fs.writeFileSync(out, 'a program');`;

describe('providing Temporal', () => {
  const machines: ReturnType<typeof machine>[] = [];
  const newMachine = () => {
    const made = machine();
    machines.push(made);
    return made;
  };
  afterAll(() => machines.forEach(({ remove }) => remove()));

  test('a build that breaks: says what failed, where its log is and what to do, and leaves no half program', async () => {
    const { bin, cache, provide } = newMachine();
    fakeProgram(bin, 'go', HALF);
    const outcome = await provide();
    const log = join(cache, 'logs', 'temporal-build.log');
    expect(outcome.code).toBe(1);
    expect(answer(outcome).failure).toContain('Building Temporal failed (go ended with 1).');
    expect(answer(outcome).failure).toContain(`Its log: ${log}`);
    expect(answer(outcome).failure).toContain('start again');
    expect(readFileSync(log, 'utf8')).toContain('no space left');
    expect(existsSync(join(cache, 'temporal-1.5.1'))).toBe(false);
  });

  test('a second start after a broken build: builds again, and the next one finds it in the cache', async () => {
    const { bin, cache, provide, builds } = newMachine();
    const executable = join(cache, 'temporal-1.5.1', 'temporal');
    fakeProgram(bin, 'go', HALF);
    await provide();
    fakeProgram(bin, 'go', WHOLE);
    expect(answer(await provide())).toEqual({ temporal: { executable, source: 'build' } });
    expect(answer(await provide())).toEqual({ temporal: { executable, source: 'cache' } });
    expect(readFileSync(executable, 'utf8')).toBe('a program');
    expect(builds()).toBe(2);
    expect(readdirSync(cache).sort()).toEqual(['logs', 'temporal-1.5.1']);
  });

  test('two starts at once: one builds, the other waits and takes what it built', async () => {
    const { bin, provide, builds } = newMachine();
    fakeProgram(bin, 'go', `${OUTPUT} setTimeout(() => fs.writeFileSync(out, 'a program'), 1500);`);
    const outcomes = await Promise.all([provide(), provide()]);
    const sources = outcomes.map((outcome) => (answer(outcome).temporal as { source: string }).source);
    expect(sources.sort()).toEqual(['build', 'cache']);
    expect(outcomes.some(({ stderr }) => stderr.includes('waiting for process'))).toBe(true);
    expect(builds()).toBe(1);
  });

  test('a lock that a killed start has left: taken over', async () => {
    const { bin, cache, provide } = newMachine();
    fakeProgram(bin, 'go', WHOLE);
    mkdirSync(cache, { recursive: true });
    // No system gives out ids as large as this one.
    writeFileSync(join(cache, 'temporal-1.5.1.lock'), String(2 ** 30));
    mkdirSync(join(cache, 'temporal-1.5.1.partial'));
    writeFileSync(join(cache, 'temporal-1.5.1.partial', 'rest'), 'of yesterday');
    expect(answer(await provide())).toMatchObject({ temporal: { source: 'build' } });
    expect(readdirSync(join(cache, 'temporal-1.5.1'))).toEqual(['temporal']);
  });

  test('no Temporal, no download, no Go: says what is missing and each way to get it', async () => {
    const { failure } = answer(await newMachine().provide());
    expect(failure).toMatch(/there is no Go to build it with/);
    for (const way of ['install Go', 'the Temporal CLI', 'TEMPORAL_ADDRESS=']) expect(failure).toContain(way);
  });

  test('a recent `temporal` on the PATH: taken, whatever the program calls itself', async () => {
    const { bin, provide, builds } = newMachine();
    fakeProgram(bin, 'go', WHOLE);
    fakeProgram(bin, 'temporal', "console.log('temporal version 0.0.0-DEV (Server 1.30.0, UI 2.43.0)')");
    expect(answer(await provide())).toEqual({ temporal: { executable: join(bin, 'temporal'), source: 'path' } });
    expect(builds()).toBe(0);
  });

  test('a `temporal` on the PATH that is too old or broken: passed over, which is said', async () => {
    for (const body of ["console.log('temporal version 1.1.0 (Server 1.25.0, UI 2.30.3)')", 'process.exit(1)']) {
      const { bin, provide } = newMachine();
      fakeProgram(bin, 'go', WHOLE);
      fakeProgram(bin, 'temporal', body);
      const outcome = await provide();
      expect(answer(outcome)).toMatchObject({ temporal: { source: 'build' } });
      expect(outcome.stderr).toContain(`${join(bin, 'temporal')} is skipped`);
    }
  });
});
