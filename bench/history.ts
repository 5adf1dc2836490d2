import type { WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';

/** What a case leaves behind in Temporal. */
export interface HistoryCounts {
  events: number;
  bytes: number;
  workflowTasks: number;
  updates: number;
  effects: number;
  batches: number;
  pureAnswers: number;
  timers: number;
  searchAttributes: number;
}

/** Counts the history of a case that has ended. */
export async function countsOf(handle: WorkflowHandle): Promise<HistoryCounts> {
  const history = await handle.fetchHistory();
  const events = history.events ?? [];
  const scheduled = events.flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
  );
  const having = (name: keyof (typeof events)[number]): number => events.filter((event) => event[name] != null).length;
  return {
    events: events.length,
    bytes: proto.temporal.api.history.v1.History.encode(history).finish().length,
    workflowTasks: having('workflowTaskCompletedEventAttributes'),
    updates: having('workflowExecutionUpdateCompletedEventAttributes'),
    effects: scheduled.filter((name) => name !== 'appendEvents').length,
    batches: scheduled.filter((name) => name === 'appendEvents').length,
    pureAnswers: having('markerRecordedEventAttributes'),
    timers: having('timerStartedEventAttributes'),
    searchAttributes: having('upsertWorkflowSearchAttributesEventAttributes'),
  };
}
