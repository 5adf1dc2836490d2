import { ApplicationFailure } from '@temporalio/common';
import { Registry } from 'prom-client';
import { nextTryInMs, Retries } from '../../workers/retries';
import type { Tried } from '../../workers/retries';

const NOON = Date.parse('2026-12-01T12:00:00Z');
const tried = (changes: Partial<Tried> = {}): Tried => ({
  ...{ activityType: 'appendEvents', activityId: '7', attempt: 1, startToCloseTimeoutMs: 30_000 },
  ...{ scheduledTimestampMs: NOON - 5_000, workflowExecution: { workflowId: 'C', runId: 'r' } },
  retryPolicy: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
  ...changes,
});

describe('the next try', () => {
  test.each([
    [1, 500],
    [2, 1_000],
    [4, 4_000],
    [50, 30_000],
  ])('after attempt %i is %i ms away', (attempt, ms) => {
    expect(nextTryInMs(tried({ attempt }), new Error('x'))).toBe(ms);
  });

  test('is as the server has it where the policy says nothing', () => {
    expect(nextTryInMs({ attempt: 3 }, new Error('x'))).toBe(4_000);
    expect(nextTryInMs({ attempt: 30 }, new Error('x'))).toBe(100_000);
  });

  test('is when the activity itself says', () => {
    expect(nextTryInMs(tried(), ApplicationFailure.create({ message: 'x', nextRetryDelay: '2m' }))).toBe(120_000);
  });

  test.each([
    ['it cannot be retried', tried(), ApplicationFailure.nonRetryable('x')],
    ['its kind is not retried', tried({ retryPolicy: { nonRetryableErrorTypes: ['Broken'] } }), named('Broken')],
    ['it was the last', tried({ attempt: 3, retryPolicy: { maximumAttempts: 3 } }), new Error('x')],
  ])('there is none: %s', (_, info, error) => expect(nextTryInMs(info, error)).toBeUndefined());
});

function named(name: string): Error {
  return Object.assign(new Error('x'), { name });
}

describe('metrics', () => {
  let now = NOON;
  const begin = () => {
    now = NOON;
    const retries = new Retries(() => now);
    const registry = new Registry();
    retries.measure(registry);
    const lines = async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('redress_retr'));
    return { retries, registry, lines };
  };

  test('show how many wait, since when, and the next try of any', async () => {
    const { retries, lines } = begin();
    retries.failed(tried({ attempt: 4 }), new Error('x'));
    retries.failed(tried({ activityId: '8', scheduledTimestampMs: NOON - 60_000, attempt: 9 }), new Error('x'));
    expect(await lines()).toEqual([
      'redress_retrying_activities{activity="appendEvents"} 2',
      `redress_retrying_since_timestamp_seconds{activity="appendEvents"} ${NOON / 1_000 - 60}`,
      `redress_retrying_next_try_timestamp_seconds{activity="appendEvents"} ${NOON / 1_000 + 4}`,
    ]);
  });

  test.each(['done', 'cancelled'] as const)('forget what is %s', async (how) => {
    const { retries, lines } = begin();
    retries.failed(tried(), new Error('x'));
    retries.over(tried({ attempt: 2 }), how);
    expect(await lines()).toEqual([]);
  });

  test('forget what is not tried again, and what another worker must have tried', async () => {
    const { retries, lines } = begin();
    retries.failed(tried(), new Error('x'));
    retries.failed(tried({ attempt: 2 }), ApplicationFailure.nonRetryable('x'));
    expect(await lines()).toEqual([]);
    retries.failed(tried(), new Error('x'));
    now += 500 + 30_000 + 60_000;
    expect(await lines()).toHaveLength(3);
    now += 1;
    expect(await lines()).toEqual([]);
  });

  test('take the time of the journal from its order on, and of nothing else', async () => {
    const { retries, registry } = begin();
    retries.over(tried(), 'done');
    retries.over(tried({ activityType: 'planTask' }), 'done');
    expect(await registry.metrics()).toContain('redress_journal_duration_seconds_sum 5\n');
    expect(await registry.metrics()).toContain('redress_journal_duration_seconds_count 1\n');
  });
});
