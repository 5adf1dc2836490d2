/** Files of tests that take a minute or more each: a run takes a fifth of them, the run of another commit another. */
const { execFileSync } = require('node:child_process');

/** Five parts that take about as long, by the names of files without `.test.ts`. */
const PARTS = [
  [
    'test/faults/killed-worker',
    'test/faults/store-down',
    'test/console/manager',
    'test/cli/deployment-check',
    'test/console/outages',
  ],
  [
    'test/api/when-received',
    'test/faults/proceedings-killed',
    'test/faults/everything-killed',
    'test/contracts/adding-a-channel',
  ],
  [
    'test/faults/revive',
    'test/scenarios/seeded-cases',
    'test/faults/penalised-case',
    'test/workflows/due-is-due',
    'test/console/elsewhere',
  ],
  [
    'test/faults/planted-words',
    'test/faults/injected',
    'test/console/customer',
    'test/workflows/downtimes',
    'test/workflows/corrective-action',
  ],
  [
    'test/api/proceedings-end-to-end',
    'test/console/administration',
    'test/temporal/tls',
    'test/scenarios/major-at-any-time',
    'test/api/outages',
    'test/faults/very-many',
  ],
];

/** Whose turn it is: by the commit, so that the next one takes another part; `REDRESS_TURN` (0, 1, …) says otherwise. */
function turnOf(root) {
  const said = process.env['REDRESS_TURN'];
  if (said !== undefined) return Number(said);
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    return parseInt(commit.slice(0, 8), 16);
  } catch {
    // A copy without its history.
    return 0;
  }
}

/** The files that wait for another commit. */
function waitingIn(root) {
  const turn = turnOf(root) % PARTS.length;
  return PARTS.filter((_, part) => part !== turn).flat();
}

module.exports = { PARTS, turnOf, waitingIn };
