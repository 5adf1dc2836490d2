import type { History } from '@temporalio/common/lib/proto-utils';
import type { EngineEnd } from '../models/case-findings';
import { millisecondsOf } from './case-histories';
import type { KeptRun } from './case-histories';

type Event = NonNullable<History['events']>[number];
type Failure = NonNullable<NonNullable<Event['workflowExecutionFailedEventAttributes']>['failure']>;

/**
 * How a run ended, read from its last event; undefined while it goes on. A failure's words are left out: they may quote
 * what somebody wrote.
 */
export function endOf({ runId, history }: KeptRun): EngineEnd | undefined {
  const last = history.events?.at(-1);
  const end = last === undefined ? undefined : closing(last);
  return end === undefined ? undefined : { runId, at: new Date(millisecondsOf(last?.eventTime)).toISOString(), ...end };
}

function closing(event: Event): Omit<EngineEnd, 'runId' | 'at'> | undefined {
  const {
    workflowExecutionFailedEventAttributes: failed,
    workflowExecutionTerminatedEventAttributes: terminated,
    workflowExecutionTimedOutEventAttributes: timedOut,
    workflowExecutionCanceledEventAttributes: canceled,
    workflowExecutionCompletedEventAttributes: completed,
    workflowExecutionContinuedAsNewEventAttributes: continued,
  } = event;
  if (given(failed)) return { status: 'FAILED', ...failureOf(failed.failure) };
  if (given(terminated))
    return { status: 'TERMINATED', ...part('reason', terminated.reason), ...part('by', terminated.identity) };
  if (given(timedOut)) return { status: 'TIMED_OUT' };
  if (given(canceled)) return { status: 'CANCELED' };
  if (given(completed)) return { status: 'COMPLETED' };
  return given(continued) ? { status: 'CONTINUED_AS_NEW' } : undefined;
}

/** The kind of the innermost failure: what a failed activity of ours threw says more than that one failed. */
function failureOf(failure: Failure | null | undefined): Pick<EngineEnd, 'failure'> {
  let innermost = failure;
  while (given(innermost?.cause)) innermost = innermost.cause;
  return part('failure', innermost?.applicationFailureInfo?.type ?? innermost?.source);
}

function given<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function part<K extends 'reason' | 'by' | 'failure'>(
  name: K,
  text: string | null | undefined,
): Partial<Record<K, string>> {
  return given(text) && text !== '' ? ({ [name]: text.slice(0, 200) } as Partial<Record<K, string>>) : {};
}
