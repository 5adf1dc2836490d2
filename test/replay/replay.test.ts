import { DeterminismViolationError } from '@temporalio/workflow';
import type { Replayed } from '../../workers/replay';
import type { History } from '../support/at-rest';
import { allPolicies } from '../support/policies';
import { replayOnToday } from '../support/replay-all';
import type { SavedHistory } from '../support/saved-histories';
import { copyOf, idOf, savedHistories } from '../support/saved-histories';
import { quietWorkers } from '../support/time-skipping';
import { MAIN_PATHS, nameOf } from './main-paths';
import { PROCEEDINGS } from './proceedings';

const saved = savedHistories();

beforeAll(quietWorkers);

/** What replaying on today's workflow code comes to. */
async function replayed(histories: readonly SavedHistory[]): Promise<(Replayed & { name: string })[]> {
  const results: (Replayed & { name: string })[] = [];
  const given = histories.map(({ history }) => ({ workflowId: idOf(history), history }));
  // They come in their order.
  for await (const result of replayOnToday(given))
    results.push({ ...result, name: histories[results.length]?.name ?? '' });
  return results;
}

test('every history that was ever saved replays on the code of today, and journals the same', async () => {
  const failed = (await replayed(saved)).filter(({ error, otherwise }) => error !== undefined || otherwise.length > 0);
  expect(
    failed.map(({ name, error, otherwise }) => ({ name, error: error?.message, otherwise: otherwise[0] })),
  ).toEqual([]);
}, 300_000);

test('a main path of every policy is among them, tracks and fresh histories too', () => {
  const names = saved.map(({ name }) => name.slice(name.indexOf('/') + 1));
  for (const path of MAIN_PATHS) expect(names).toContain(`${nameOf(path)}.1`);
  for (const policy of [...allPolicies().keys()].filter((id) => id !== 'demo'))
    expect(names.some((name) => name.startsWith(`${policy}/`))).toBe(true);
  expect(names.some((name) => name.endsWith('-short.3'))).toBe(true);
});

test('so are an incident and a corrective action, in fresh histories too', () => {
  const names = saved.map(({ name }) => name.slice(name.indexOf('/') + 1));
  for (const kind of Object.keys(PROCEEDINGS))
    expect(names).toEqual(expect.arrayContaining([`proceedings/${kind}.1`, `proceedings/${kind}-short.2`]));
});

type Event = NonNullable<History['events']>[number];

describe('an altered history is found out', () => {
  /** The story's first history with some of its events changed. */
  function altered(story: string, change: (event: Event) => void): SavedHistory {
    const found = saved.find(({ name }) => name.endsWith(`/${story}.1`));
    if (found === undefined) throw new Error(`no history of ${story} is saved`);
    const copy = copyOf(found.history);
    copy.events?.forEach(change);
    return { name: found.name, history: copy };
  }

  const story = 'enterprise-eight-step/solved-by-refund';
  test.each<[string, (event: Event) => void]>([
    [
      'another effect',
      ({ activityTaskScheduledEventAttributes: scheduled }) => {
        if (scheduled?.activityType?.name === 'executeRemedy') scheduled.activityType.name = 'undoRemedy';
      },
    ],
    [
      'another answer of a decision table',
      ({ markerRecordedEventAttributes: marker }) => {
        for (const payload of marker?.details?.['result']?.payloads ?? []) {
          const text = Buffer.from(payload.data ?? []).toString();
          payload.data = Buffer.from(
            text.replace('{"ok":true,"answer":', '{"ok":false,"reason":"","outputs":[],"answer":'),
          );
        }
      },
    ],
    [
      'another word of the desk',
      ({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) => {
        for (const payload of accepted?.acceptedRequest?.input?.args?.payloads ?? []) {
          const text = Buffer.from(payload.data ?? []).toString();
          payload.data = Buffer.from(text.replace('"accepted":true', '"accepted":false'));
        }
      },
    ],
  ])('%s', async (_what, change) => {
    const [unchanged] = await replayed([altered(story, () => undefined)]);
    expect(unchanged?.error).toBeUndefined();
    const [result] = await replayed([altered(story, change)]);
    expect(result?.error).toBeInstanceOf(DeterminismViolationError);
  });

  test('another word in what was journaled', async () => {
    const [result] = await replayed([
      altered(story, ({ activityTaskScheduledEventAttributes: scheduled }) => {
        if (scheduled?.activityType?.name !== 'appendEvents') return;
        for (const payload of scheduled.input?.payloads ?? []) {
          const text = Buffer.from(payload.data ?? []).toString();
          payload.data = Buffer.from(text.replace('"type":"CaseResolved"', '"type":"CaseResolved!"'));
        }
      }),
    ]);
    expect(result?.error).toBeUndefined();
    expect(result?.otherwise).toHaveLength(1);
  });
});
