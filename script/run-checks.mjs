/** `script/test`, once everything is installed: runs all checks, goes on after a failing one, and counts what ran. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitingIn } from './in-turn.cjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const HELP = `Usage: script/test [arguments of Jest]

Installs what is missing, checks format, lint, types, imports and unused code, and runs all tests.
The last line counts what really ran, each check as one. Of the longest files of tests a run takes a fifth, the run of
another commit another. With arguments, only Jest runs and receives them:

  script/test --full             all files, and as much of what is repeated by number as 80 minutes take
  script/test test/engines       the tests of one folder
  script/test -t 'taken port'    the tests whose name matches
`;

/** Scripts of package.json, each one check. */
const CHECKS = ['format:check', 'lint', 'typecheck', 'imports', 'unused'];

/** How much `--full` takes of what is a sample otherwise; what is set in the environment holds. README tells of each. */
const FULL = {
  ...{
    FAULT_CASES: '40',
    FAULT_REGISTERED: '200',
    FAULT_DRIVEN: '20',
    FAULT_MEASURED: '2',
    FAULT_PENALISED: '2',
    FAULT_MEMBERS: '30',
    FAULT_CONTACTS: '200',
  },
  ...{ REDRESS_REAL_CASES: '60', REDRESS_OWN_CASES: '4', REDRESS_REAL_REPORTS: '510', REDRESS_RUNS: '500' },
  ...{ REDRESS_SCENARIOS: 'both-ways', REDRESS_MEMBERS: '400', REDRESS_LONG_LIST: '2000' },
  ...{ REDRESS_MAJOR_MOMENTS: '40', REDRESS_CELLS: '300', REDRESS_MANY_NOTES: '5000', REDRESS_MANY_REPEATS: '10000' },
  ...{ REDRESS_MANY_ACTIONS: '13000', REDRESS_OUTAGE_NOTES: '100', REDRESS_OUTAGE_MS: '60000' },
  ...{ REDRESS_SEATS: 'all', REDRESS_DOWNTIMES: '3', REDRESS_FAULT_STORIES: '213', REDRESS_MUTATIONS: 'all' },
};

/** More files than these do not fail for want of time. */
const MOST_AGAIN = 3;

const isFull = process.argv.includes('--full');
if (isFull) for (const [name, value] of Object.entries(FULL)) process.env[name] ??= value;
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--full');
if (['--help', '-h'].includes(jestArguments[0] ?? '')) process.stdout.write(HELP);
else await runAll();

async function runAll() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const checks = jestArguments.length > 0 ? [] : CHECKS;
  // Made once, before four checks ask for them at the same time.
  if (checks.length > 0) await timed('types of the API for the console', 'npm', ['run', '--silent', 'types:web']);
  // Side by side, for each uses one processor and tests often wait; each check says what it has to say when it is done.
  const [tests, ...codes] = await Promise.all([
    runJest(),
    ...checks.map((check) => timed(check, 'npm', ['run', '--silent', check], 'at its end')),
  ]);
  for (const [i, check] of checks.entries()) {
    const passed = codes[i] === 0;
    total[passed ? 'passed' : 'failed'] += 1;
    if (!passed) failures.push(check);
  }
  total.passed += tests.passed;
  total.failed += tests.failed;
  total.skipped += tests.skipped;
  if (tests.failed > 0) failures.push('tests');

  if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(', ')}\n`);
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/**
 * Jest's own report says what ran; a suite that could not even be loaded has no tests to count, and is one failure. Of a
 * whole run, a few files that failed are run once more, by themselves: what passes then was too slow beside others, which is
 * a fault of the test, and is said, but tells nothing of the code.
 */
async function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'redress-test-'));
  try {
    const report = join(folder, 'report.json');
    const isWhole = jestArguments.length === 0;
    const waiting = isWhole && !isFull ? waitingIn(ROOT) : [];
    if (waiting.length > 0) process.stdout.write(`\nIn their turn with another commit: ${waiting.join(', ')}\n`);
    const leftOut = waiting.map((file) => `--testPathIgnorePatterns=${file}\\.test`);
    const first = await runFiles('tests', report, [...leftOut, ...jestArguments]);
    if (!isWhole || first.files.length === 0 || first.files.length > MOST_AGAIN) return first;
    const again = await runFiles('tests that failed, by themselves', join(folder, 'again.json'), [
      '-i',
      ...first.files,
    ]);
    const unsteady = first.files.filter((file) => !again.files.includes(file));
    if (unsteady.length > 0)
      process.stdout.write(`\nFlaky: failed with others but passed alone, to be fixed:\n  ${unsteady.join('\n  ')}\n`);
    return { ...first, passed: first.passed + Math.max(0, first.failed - again.failed), failed: again.failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} title
 * @param {string} report
 * @param {string[]} given arguments of Jest
 */
async function runFiles(title, report, given) {
  // One more than there are processors: where servers are killed, tests mostly wait for them; with two more, what is
  // killed and begun again takes longer than it would anywhere.
  const inBand = given.some((one) => ['-i', '--runInBand'].includes(one));
  const workers = inBand ? [] : [`--maxWorkers=${availableParallelism() + 1}`];
  const options = [...workers, `--testSequencer=${join(ROOT, 'script', 'test-order.cjs')}`];
  // Servers on Java live for seconds here: compiling their code twice over, as Java does, took half of their time.
  const java = [process.env['JAVA_TOOL_OPTIONS'], '-XX:TieredStopAtLevel=1'];
  if (!java[0]?.includes(java[1] ?? '')) process.env['JAVA_TOOL_OPTIONS'] = java.filter((option) => option).join(' ');
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const code = await timed(title, process.execPath, [
    // Passed on to all that Jest starts; workflows run in half the time.
    ...['--require', join(ROOT, 'workers', 'without-promise-traces.cjs')],
    jest,
    ...options,
    '--json',
    `--outputFile=${report}`,
    ...given,
  ]);
  const counted = countsOf(report);
  // Jest can fail with no failed test, for example when it found none, or can end before it reports.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

/** @param {string} report */
function countsOf(report) {
  try {
    const jest = JSON.parse(readFileSync(report, 'utf8'));
    return {
      passed: jest.numPassedTests,
      failed: jest.numFailedTests + jest.numRuntimeErrorTestSuites,
      skipped: jest.numPendingTests + jest.numTodoTests,
      files: jest.testResults.flatMap(({ status, name }) => (status === 'failed' ? [name] : [])),
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0, files: [] };
  }
}

/**
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 * @param {'as it comes' | 'at its end'} says when its output is shown
 * @returns {Promise<number>} its exit code; 1 if it was killed or could not be started
 */
async function timed(title, program, args, says = 'as it comes') {
  const started = Date.now();
  process.stdout.write(`\n… ${title}\n`);
  const said = [];
  const code = await new Promise((resolve) => {
    const output = says === 'as it comes' ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', output, output] });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part));
    child.on('error', () => resolve(1));
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  process.stdout.write(Buffer.concat(said));
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return code;
}
