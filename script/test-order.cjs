/**
 * Jest's order of test files: what is quick and needs no server first, so that a plain fault shows within seconds. Then
 * the stories, which keep a processor busy for minutes, and the fault tests, which mostly wait: side by side they take
 * the time of one.
 */
const FIRST = ['domain/', 'vault/', 'workflows/', 'models/', 'scenarios/scenarios.test', 'faults/', 'scenarios/'];

module.exports = class TestOrder {
  sort(tests) {
    const rank = ({ path }) => {
      const place = FIRST.findIndex((start) => path.includes(`/test/${start}`));
      return place < 0 ? FIRST.length : place;
    };
    return [...tests].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  }

  /** Asked by Jest for `--onlyFailures`; without a memory of earlier runs, all are run. */
  allFailedTests(tests) {
    return tests;
  }

  /** Durations of earlier runs would put slow files first: not wanted here. */
  cacheResults() {}
};
