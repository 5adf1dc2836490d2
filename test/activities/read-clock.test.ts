import { readClock } from '../../activities/read-clock';
import { isAnswer } from '../../domain/case/answers/answers';

const bundleHash = 'hash';
const engine = '2026-10-08T04:00:00.000Z';

test('a file has the time of the engine, whatever the clock of the worker reads', async () => {
  expect(await readClock({ bundleHash, engine })).toBe(engine);
});

test.each([
  ['the moment before', '2026-10-08T03:59:59.700Z', '2026-10-08T03:59:59.700Z'],
  ['nearly five seconds before', '2026-10-08T03:59:55.001Z', '2026-10-08T03:59:55.001Z'],
  ['five seconds before', '2026-10-08T03:59:55.000Z', engine],
  ['a day before, for no worker was there', '2026-10-07T04:00:00.000Z', engine],
  ['at no time', 'soon', engine],
])('what was due %s', async (_when, due, happens) => {
  expect(await readClock({ bundleHash, engine, due })).toBe(happens);
});

test('a due time of another zone is answered in a form that a file takes', async () => {
  const answer = await readClock({ bundleHash, engine, due: '2026-10-08T11:59:59+08:00' });
  expect(isAnswer('readClock', answer)).toBe(true);
});

test('workflow code of before, which says nothing of the engine, is answered by the clock', async () => {
  const before = Date.now();
  expect(Date.parse(await readClock({ bundleHash }))).toBeGreaterThanOrEqual(before);
});
