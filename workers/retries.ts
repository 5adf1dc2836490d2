import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time';
import { Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

/** What an activity says of itself that matters here. */
export type Tried = Pick<
  Info,
  'activityType' | 'activityId' | 'attempt' | 'retryPolicy' | 'scheduledTimestampMs' | 'startToCloseTimeoutMs'
> & { workflowExecution?: { workflowId: string; runId: string } | undefined };

/** A policy that says nothing of it retries so, by the server's own defaults. */
const FIRST_MS = 1_000;
const COEFFICIENT = 2;
const MOST_TIMES_FIRST = 100;
/** A try that is this late was somebody else's: another worker tells of it. */
const LATE_MS = 60_000;

interface Waiting {
  activity: string;
  sinceMs: number;
  nextTryMs: number;
  forgottenMs: number;
}

/**
 * Activities whose last try failed here and that Temporal tries again, and how long the journal takes. In memory alone:
 * it tells also while neither database nor Temporal answers.
 */
export class Retries {
  readonly #waiting = new Map<string, Waiting>();
  readonly #journal = new Histogram({
    name: 'redress_journal_duration_seconds',
    help: 'Time from the order to store a batch of events until it is stored, retries included.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    registers: [],
  });
  readonly #now: () => number;

  /** @param now as `Date.now()` */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A try has succeeded, or nobody wants it any more. */
  over(info: Tried, how: 'done' | 'cancelled'): void {
    this.#waiting.delete(keyOf(info));
    if (how === 'done' && info.activityType === 'appendEvents')
      this.#journal.observe(Math.max(0, this.#now() - info.scheduledTimestampMs) / 1_000);
  }

  /** A try has failed: it waits for the next, unless there is none. */
  failed(info: Tried, error: unknown): void {
    const inMs = nextTryInMs(info, error);
    if (inMs === undefined) this.#waiting.delete(keyOf(info));
    else {
      const nextTryMs = this.#now() + inMs;
      this.#waiting.set(keyOf(info), {
        ...{ activity: info.activityType, sinceMs: info.scheduledTimestampMs, nextTryMs },
        forgottenMs: nextTryMs + info.startToCloseTimeoutMs + LATE_MS,
      });
    }
  }

  /** Shows them in metrics, read when they are asked for. */
  measure(registry: Registry): void {
    registry.registerMetric(this.#journal);
    const gauge = (name: string, help: string, valueOf: (some: readonly Waiting[]) => number): void => {
      const byActivity = () => this.#byActivity();
      new Gauge({
        ...{ name, help, labelNames: ['activity'], registers: [registry] },
        collect() {
          this.reset();
          for (const [activity, some] of byActivity()) this.set({ activity }, valueOf(some));
        },
      });
    };
    gauge('redress_retrying_activities', 'Activities whose last try failed and that are tried again.', (some) => {
      return some.length;
    });
    gauge('redress_retrying_since_timestamp_seconds', 'Time at which the oldest of them was ordered.', (some) => {
      return Math.min(...some.map(({ sinceMs }) => sinceMs)) / 1_000;
    });
    gauge('redress_retrying_next_try_timestamp_seconds', 'Time of the next try of any of them.', (some) => {
      return Math.min(...some.map(({ nextTryMs }) => nextTryMs)) / 1_000;
    });
  }

  #byActivity(): Map<string, Waiting[]> {
    for (const [key, { forgottenMs }] of this.#waiting) if (forgottenMs < this.#now()) this.#waiting.delete(key);
    const all = new Map<string, Waiting[]>();
    for (const one of this.#waiting.values()) all.set(one.activity, [...(all.get(one.activity) ?? []), one]);
    return all;
  }
}

/** Milliseconds until Temporal tries again; undefined if it does not. */
export function nextTryInMs({ attempt, retryPolicy = {} }: Pick<Tried, 'attempt' | 'retryPolicy'>, error: unknown) {
  const { maximumAttempts = 0, nonRetryableErrorTypes = [], backoffCoefficient = COEFFICIENT } = retryPolicy;
  if (maximumAttempts > 0 && attempt >= maximumAttempts) return undefined;
  const isFailure = error instanceof ApplicationFailure;
  if (isFailure && error.nonRetryable === true) return undefined;
  const type = isFailure ? error.type : error instanceof Error ? error.name : undefined;
  if (type != null && nonRetryableErrorTypes.includes(type)) return undefined;
  if (isFailure && error.nextRetryDelay != null) return msToNumber(error.nextRetryDelay);
  const firstMs = retryPolicy.initialInterval === undefined ? FIRST_MS : msToNumber(retryPolicy.initialInterval);
  const mostMs =
    retryPolicy.maximumInterval === undefined ? firstMs * MOST_TIMES_FIRST : msToNumber(retryPolicy.maximumInterval);
  return Math.min(firstMs * backoffCoefficient ** (attempt - 1), mostMs);
}

function keyOf({ workflowExecution, activityId }: Tried): string {
  return [workflowExecution?.workflowId, workflowExecution?.runId, activityId].join('/');
}
