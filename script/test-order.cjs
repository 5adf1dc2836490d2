/** Jest's order of test files: what is quick and needs no server first, so that a plain fault shows within seconds. */
const ROOMS_FIRST = ['domain', 'vault', 'workflows', 'models'];

module.exports = class TestOrder {
  sort(tests) {
    const rank = ({ path }) => {
      const room = ROOMS_FIRST.findIndex((name) => path.includes(`/test/${name}/`));
      return room < 0 ? ROOMS_FIRST.length : room;
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
