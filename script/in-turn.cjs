/** Files of tests that take a minute or more each: a run takes one half of them, the run of another commit the other. */
const { execFileSync } = require('node:child_process');

/** Two halves that take about as long. */
const HALVES = [
  [
    'test/faults/proceedings-killed',
    'test/faults/injected.',
    'test/faults/revive',
    'test/faults/store-down',
    'test/scenarios/seeded-cases',
    'test/workflows/downtimes',
    'test/console/elsewhere',
  ],
  [
    'test/faults/everything-killed',
    'test/faults/penalised-case',
    'test/faults/killed-worker',
    'test/faults/very-many',
    'test/scenarios/major-at-any-time',
    'test/workflows/due-is-due',
    'test/cli/deployment-check',
    'test/api/outages',
    'test/console/administration',
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

module.exports = { HALVES, turnOf };
