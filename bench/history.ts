import type { WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Journal, PureAnswers } from '../domain/world';

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

/** Activities that answer a question and change nothing outside. */
const QUESTIONS: readonly (keyof PureAnswers)[] = [
  ...(['decide', 'testConditions', 'planTask', 'planTime', 'findRole', 'priceOptions'] as const),
];
const JOURNAL: keyof Journal = 'appendEvents';

/** Counts the history of a case that has ended. */
export async function countsOf(handle: WorkflowHandle): Promise<HistoryCounts> {
  const history = await handle.fetchHistory();
  const events = history.events ?? [];
  const scheduled = events.flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
  );
  const having = (name: keyof (typeof events)[number]): number => events.filter((event) => event[name] != null).length;
  const pureAnswers = scheduled.filter((name) => (QUESTIONS as readonly string[]).includes(name)).length;
  const batches = scheduled.filter((name) => name === JOURNAL).length;
  return {
    events: events.length,
    bytes: proto.temporal.api.history.v1.History.encode(history).finish().length,
    workflowTasks: having('workflowTaskCompletedEventAttributes'),
    updates: having('workflowExecutionUpdateCompletedEventAttributes'),
    effects: scheduled.length - pureAnswers - batches,
    batches,
    pureAnswers,
    timers: having('timerStartedEventAttributes'),
    searchAttributes: having('upsertWorkflowSearchAttributesEventAttributes'),
  };
}
