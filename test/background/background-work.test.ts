import { BackgroundWork } from '../../background/background-work';
import type { WorkState } from '../../background/background-work';
import { healthOf } from '../../background/health';
import type { ProcessReport } from '../../models/process-reports';

const told: [string, unknown][] = [];
const newWork = (): BackgroundWork => {
  told.length = 0;
  return new BackgroundWork({
    error: (about, message) => told.push([message, about]),
    info: (about, message) => told.push([message, about]),
  });
};

test('a failure is told with its error and counted; the same again within the minute is counted alone', async () => {
  const background = newWork();
  const err = Object.assign(new Error('dup key: { name: "王小明" }'), { name: 'MongoServerError', code: 14_031 });
  for (let i = 0; i < 3; i++) await background.run('archiver', () => Promise.reject(err));
  expect(told).toEqual([['background work failed', { work: 'archiver', err, failuresInARow: 1 }]]);
  const [state] = background.list();
  expect(state).toMatchObject({ failing: true, failures: 3, failuresInARow: 3, error: 'MongoServerError 14031' });
  // The page is open to whoever watches: what a message quotes stays in the log.
  expect(JSON.stringify(state)).not.toContain('王小明');
});

test('it succeeds again: told, and all its failures stay counted', async () => {
  const background = newWork();
  background.note('directory', new Error('down'));
  background.note('directory', new Error('down'));
  expect(await background.run('directory', () => Promise.resolve('read'))).toBe('read');
  expect(told.at(-1)).toEqual(['background work has recovered', { work: 'directory', failures: 2 }]);
  expect(background.list()).toMatchObject([{ work: 'directory', failing: false, failures: 2, failuresInARow: 0 }]);
});

test('one work that goes well hides no other that fails', () => {
  const background = newWork();
  background.note('counters', new Error('down'));
  background.note('archiver');
  expect(background.list().map(({ work, failing }) => [work, failing])).toEqual([
    ['archiver', false],
    ['counters', true],
  ]);
});

describe('the health of all processes', () => {
  const NOW = Date.parse('2026-11-22T10:00:00Z');
  const at = (seconds: number): string => new Date(NOW - seconds * 1_000).toISOString();
  const work = (failing: boolean): WorkState => ({ work: 'archiver', failing, failures: 1, failuresInARow: 0 });
  const report = (changes: Partial<ProcessReport<WorkState>> = {}): ProcessReport<WorkState> => ({
    ...{ role: 'worker', host: 'one', pid: 1, startedAt: at(3_600), at: at(5), works: [work(false)], ...changes },
  });

  test.each<[string, ProcessReport<WorkState>[], 'well' | 'failing']>([
    ['all well', [report(), report({ role: 'api' })], 'well'],
    ['one work fails', [report(), report({ pid: 2, works: [work(true)] })], 'failing'],
    ['one is silent', [report({ at: at(61) }), report({ role: 'api' })], 'failing'],
    ['one is silent and was started again', [report({ at: at(61) }), report({ pid: 2, startedAt: at(30) })], 'well'],
    ['one is silent beside another', [report({ at: at(61) }), report({ pid: 2 })], 'failing'],
    [
      'one on another machine is no successor',
      [report({ at: at(61) }), report({ host: 'two', startedAt: at(30) })],
      'failing',
    ],
    ['runs come near their end', [report({ archive: { waiting: 2, lostAt: at(-86_400), alarm: true } })], 'failing'],
    ['runs wait', [report({ archive: { waiting: 2, lostAt: at(-9e6), alarm: false } })], 'well'],
  ])('%s', (_, reports, status) => {
    expect(healthOf(reports, NOW).status).toBe(status);
  });
});
