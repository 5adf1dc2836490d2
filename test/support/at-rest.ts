import type { temporal } from '@temporalio/proto';

export type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * What a run still waits for that comes by itself, as its history tells it: the worker, activities, timers that are due.
 * Empty when the run is at rest.
 * @param now the server's time, in milliseconds since the epoch.
 * @param held how many effects under way don't count, because the test lets them wait.
 */
export function unrestOf(history: History, now: number, held: number): string[] {
  const events = history.events ?? [];
  const last = events.at(-1);
  if (last?.workflowExecutionContinuedAsNewEventAttributes != null) return ['a fresh history'];
  if (isClosing(last)) return [];
  const task = events.findLastIndex((event) => event.workflowTaskScheduledEventAttributes != null);
  const completed = events.findLastIndex((event) => event.workflowTaskCompletedEventAttributes != null);
  const activities = openActivities(events);
  const effects = activities.filter((name) => name !== 'appendEvents');
  return [
    ...(task > completed ? ['the worker'] : []),
    ...activities.filter((name) => name === 'appendEvents'),
    ...effects.slice(Math.min(held, effects.length)),
    ...(earliestTimer(history) <= now ? ['a timer'] : []),
  ];
}

function isClosing(event: HistoryEvent | undefined): boolean {
  return (
    event?.workflowExecutionCompletedEventAttributes != null || event?.workflowExecutionFailedEventAttributes != null
  );
}

function openActivities(events: readonly HistoryEvent[]): string[] {
  const open = new Map<string, string>();
  for (const event of events) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled != null) open.set(String(event.eventId), scheduled.activityType?.name ?? '');
    const ended =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (ended != null) open.delete(String(ended.scheduledEventId));
  }
  return [...open.values()];
}

/**
 * Whether a workflow task was given to a worker that was gone. The time-skipping server keeps what comes in meanwhile from
 * the next one, too; the real one does not.
 */
export function hasLostTask(history: History): boolean {
  return (history.events ?? []).some(({ workflowTaskTimedOutEventAttributes: lost }) => lost != null);
}

/** When the first of the timers fires that are running, in milliseconds since the epoch; infinity if there is none. */
export function earliestTimer(history: History): number {
  const due = new Map<string, number>();
  for (const event of history.events ?? []) {
    const { timerStartedEventAttributes: started } = event;
    if (started?.timerId != null) due.set(started.timerId, msOf(event.eventTime) + msOf(started.startToFireTimeout));
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (ended?.timerId != null) due.delete(ended.timerId);
  }
  return Math.min(...due.values());
}

function msOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
}
