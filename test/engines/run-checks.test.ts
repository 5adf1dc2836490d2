import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, runNode, scratch } from './support';

const PASSES = 'node --version';
const FAILS = 'node --no-such-option';
const { PARTS } = createRequire(__filename)(join(ROOT, 'script', 'in-turn.cjs')) as { PARTS: string[][] };

/** A small checkout with its own checks and tests, and the real `run-checks.mjs`. */
function checkout(checks: Record<string, string>, tests: Record<string, string>) {
  const { folder } = place;
  const root = join(folder, String(++count));
  for (const room of ['script', 'workers']) mkdirSync(join(root, room), { recursive: true });
  for (const file of [
    'script/run-checks.mjs',
    'script/in-turn.cjs',
    'script/test-order.cjs',
    'workers/without-promise-traces.cjs',
  ])
    copyFileSync(join(ROOT, file), join(root, file));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const scripts = {
    'format:check': PASSES,
    lint: PASSES,
    typecheck: PASSES,
    imports: PASSES,
    unused: PASSES,
    ...checks,
  };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts }));
  writeFileSync(
    join(root, 'jest.config.js'),
    "module.exports = { testMatch: ['**/test/**/*.test.js'], transform: {} };",
  );
  for (const [name, body] of Object.entries(tests)) {
    mkdirSync(join(root, 'test', name, '..'), { recursive: true });
    writeFileSync(join(root, 'test', name), body);
  }
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  const runIn = (more: Record<string, string>, ...args: string[]) =>
    runNode([join(root, 'script', 'run-checks.mjs'), ...args], { ...env, ...more });
  return Object.assign((...args: string[]) => runIn({}, ...args), { in: runIn });
}

let count = 0;
const place = scratch();
afterAll(() => place.remove());

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

describe('script/test, once everything is installed', () => {
  test('everything passes: counts each check as one, ends with 0', async () => {
    const run = checkout({}, { 'a.test.js': "test('a', () => {}); test('b', () => {}); test.skip('c', () => {});" });
    const { code, stdout } = await run();
    expect(lastLine(stdout)).toBe('7 passed, 0 failed, 1 skipped');
    expect(code).toBe(0);
  });

  test('a check fails: the others and the tests still run, ends with 1 and names it', async () => {
    const run = checkout({ lint: FAILS }, { 'a.test.js': "test('a', () => {});" });
    const { code, stdout } = await run();
    expect(lastLine(stdout)).toBe('5 passed, 1 failed, 0 skipped');
    expect(stdout).toContain('Failed: lint');
    expect(code).toBe(1);
  });

  test('a test fails and a file cannot be loaded: each counts as a failure', async () => {
    const run = checkout(
      {},
      { 'a.test.js': "test('a', () => { throw new Error('no'); });", 'b.test.js': 'this is no program' },
    );
    const { code, stdout } = await run();
    expect(lastLine(stdout)).toBe('5 passed, 2 failed, 0 skipped');
    expect(code).toBe(1);
  });

  test('no test is found: a failure, not a success', async () => {
    const { code, stdout } = await checkout({}, {})();
    expect(lastLine(stdout)).toBe('5 passed, 1 failed, 0 skipped');
    expect(code).toBe(1);
  });

  test('with arguments: Jest alone, with them', async () => {
    const run = checkout({ lint: FAILS }, { 'a.test.js': "test('one', () => {}); test('two', () => {});" });
    const { code, stdout } = await run('-t', 'two');
    expect(lastLine(stdout)).toBe('1 passed, 0 failed, 1 skipped');
    expect(code).toBe(0);
  });

  test('of the longest files a fifth runs, and says which wait; all of them with --full', async () => {
    const passes = "test('a', () => {});";
    const run = checkout(
      {},
      {
        ...{ 'faults/injected.test.js': passes, 'faults/very-many.test.js': passes, 'a.test.js': passes },
        'faults/injected-twice.test.js': passes,
      },
    );
    const of = async (turn: string, ...args: string[]) => {
      const { stdout, stderr } = await run.in({ REDRESS_TURN: turn }, ...args);
      const ran = ['injected', 'very-many', 'injected-twice'].filter((file) =>
        stderr.includes(`PASS test/faults/${file}.test`),
      );
      return { ran, says: /In their turn with another commit: .*/.exec(stdout)?.[0] ?? '' };
    };
    expect(await of('3')).toEqual({
      ran: ['injected', 'injected-twice'],
      says: expect.stringContaining('test/faults/very-many'),
    });
    expect(await of('4')).toEqual({
      ran: ['very-many', 'injected-twice'],
      says: expect.stringContaining('test/faults/injected'),
    });
    expect(await of('3', '--full')).toEqual({ ran: ['injected', 'very-many', 'injected-twice'], says: '' });
  });

  test('whatever has its turn is there, once', () => {
    expect(PARTS.flat().filter((file) => !existsSync(join(ROOT, `${file}.test.ts`)))).toEqual([]);
    expect(new Set(PARTS.flat()).size).toBe(PARTS.flat().length);
  });

  test('tests of the domain run before those that need servers', async () => {
    const run = checkout({}, { 'api/a.test.js': "test('a', () => {});", 'domain/z.test.js': "test('z', () => {});" });
    const { stderr } = await run('--runInBand');
    expect(stderr.indexOf('domain/z.test.js')).toBeGreaterThan(-1);
    expect(stderr.indexOf('domain/z.test.js')).toBeLessThan(stderr.indexOf('api/a.test.js'));
  });
});
