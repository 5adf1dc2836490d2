import type { WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Journal } from '../domain/activity-contract';

/** What a case leaves behind in Temporal. */
export interface HistoryCounts {
  events: number;
  bytes: number;
  workflowTasks: number;
  updates: number;
  effects: number;
  batches: number;
  /** Local activities; one that had to be asked of a scheduled activity counts as an effect. */
  pureAnswers: number;
  timers: number;
  searchAttributes: number;
}

const JOURNAL: keyof Journal = 'appendEvents';

/** Counts the history of a case that has ended. */
export async function countsOf(handle: WorkflowHandle): Promise<HistoryCounts> {
  const history = await handle.fetchHistory();
  const events = history.events ?? [];
  const scheduled = events.flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
  );
  const having = (name: keyof (typeof events)[number]): number => events.filter((event) => event[name] != null).length;
  const batches = scheduled.filter((name) => name === JOURNAL).length;
  return {
    events: events.length,
    bytes: proto.temporal.api.history.v1.History.encode(history).finish().length,
    workflowTasks: having('workflowTaskCompletedEventAttributes'),
    updates: having('workflowExecutionUpdateCompletedEventAttributes'),
    effects: scheduled.length - batches,
    batches,
    pureAnswers: having('markerRecordedEventAttributes'),
    timers: having('timerStartedEventAttributes'),
    searchAttributes: having('upsertWorkflowSearchAttributesEventAttributes'),
  };
}
