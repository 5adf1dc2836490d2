/**
 * Jest's order of test files: what is quick and needs no server first, so that a plain fault shows within seconds. Then
 * what mostly waits for servers that were killed stands beside what computes, for together they take the time of one.
 * Short files come last, so that all end together.
 */
const QUICK = ['domain/', 'vault/', 'workflows/', 'models/'];
/** Files by how their path begins, and their seconds, roughly; the longest first. */
const WAITING = {
  ...{ 'faults/proceedings': 120, 'faults/everything': 100, 'faults/store-down': 90, 'faults/penalised': 80 },
  ...{ 'api/end-to-end': 70, 'faults/killed-worker': 60, 'api/proceedings-end-to-end': 50, 'faults/': 40 },
  ...{ 'engines/supervisor': 45, 'workers/report-schedules': 40, 'engines/': 5 },
};
const COMPUTING = {
  ...{ 'scenarios/scenarios.': 180, 'cli/real-reports': 60, 'scenarios/seeded': 60, 'api/procedures.': 60 },
  ...{
    'console/journeys': 60,
    'console/elsewhere': 60,
    'console/outages': 50,
    'console/administration': 50,
    'replay/replay': 35,
    '': 6,
  },
};

module.exports = class TestOrder {
  sort(tests) {
    const quick = QUICK.flatMap((start) => inOrder(tests, { [start]: 1 }));
    const waiting = inOrder(without(tests, quick), WAITING);
    const computing = inOrder(without(tests, [...quick, ...waiting]), COMPUTING);
    // In the order in which two workers would begin them, each with one of the two; others take whatever is next.
    const begun = [...beginnings(waiting), ...beginnings(computing)].sort((a, b) => a.at - b.at);
    return [...quick, ...begun].map(({ test }) => test);
  }

  /** Asked by Jest for `--onlyFailures`; without a memory of earlier runs, all are run. */
  allFailedTests(tests) {
    return tests;
  }

  /** Durations of earlier runs would put slow files first: not wanted here. */
  cacheResults() {}
};

/** The tests whose path begins in one of these ways, in the order of these, then by path. */
function inOrder(tests, seconds) {
  const starts = Object.keys(seconds);
  const placed = tests.flatMap((test) => {
    const place = starts.findIndex((start) => test.path.includes(`/test/${start}`));
    return place < 0 ? [] : [{ test, place, seconds: seconds[starts[place]] }];
  });
  return placed.sort((a, b) => a.place - b.place || (a.test.path < b.test.path ? -1 : 1));
}

function without(tests, placed) {
  return tests.filter((one) => !placed.some(({ test }) => test === one));
}

function beginnings(placed) {
  let at = 0;
  return placed.map(({ test, seconds }) => ({ test, at: (at += seconds) - seconds }));
}
