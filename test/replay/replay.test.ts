import { DeterminismViolationError } from '@temporalio/workflow';
import type { Replayed } from '../../workers/replay';
import type { History } from '../support/at-rest';
import { shippedPolicies } from '../support/policies';
import { replayOnToday } from '../support/replay-all';
import type { SavedHistory } from '../support/saved-histories';
import { batchesIn, copyOf, eventsIn, idOf, savedHistories, wordsIn } from '../support/saved-histories';
import { quietWorkers } from '../support/time-skipping';
import { EVENTFUL } from './eventful';
import { IN_SECONDS } from './in-seconds';
import { WHOLE_STORIES } from './whole-stories';

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

const bare = (name: string): string => name.slice(name.indexOf('/') + 1);
/** All that is saved of a story, under whatever build. */
const savedOf = (story: string): SavedHistory[] => saved.filter(({ name }) => bare(name).startsWith(`${story}.`));

describe('there is a history', () => {
  test.each(shippedPolicies().map(({ policy }) => policy.id))('of %s, told whole and left alone', (id) => {
    const whole = WHOLE_STORIES.filter((story) => story.startsWith(`${id}/`));
    expect(whole).not.toEqual([]);
    expect([...whole, `${id}/left-alone`].filter((story) => savedOf(story).length === 0)).toEqual([]);
  });

  test('of each story that is told', () => {
    expect(WHOLE_STORIES.filter((story) => savedOf(story).length === 0)).toEqual([]);
  });

  test.each(Object.entries({ ...EVENTFUL, ...IN_SECONDS }))('with %s, which is seen in it', (name, { shows }) => {
    const seen = new Set(savedOf(`eventful/${name}`).flatMap(({ history }) => eventsIn(history)));
    expect(shows.filter((type) => !seen.has(type))).toEqual([]);
  });

  test('of a large batch, and of a case that went on in a fresh history', () => {
    const batches = savedOf('eventful/large-batch').flatMap(({ history }) => batchesIn(history));
    expect(Math.max(...batches.map(({ length }) => length))).toBeGreaterThan(256 * 1024);
    const runs = savedOf('eventful/fresh-history');
    expect(runs.length).toBeGreaterThan(1);
    expect(runs[0]?.history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
  });

  test('by way of the API: whatever somebody did has its stamp and its seal', () => {
    const words = saved.flatMap(({ name, history }) => wordsIn(history).map((message) => ({ name, message })));
    const unstamped = words.filter(({ message }) => message.received === undefined);
    expect(words.length).toBeGreaterThan(500);
    expect(unstamped.map(({ name }) => name)).toEqual([]);
  });
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
