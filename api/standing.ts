import type { Deps } from './deps';

/** So long what was counted is good: however many ask, the database counts once. */
const GOOD_FOR_MS = 15_000;

type Counting = Pick<Deps, 'clock' | 'metrics' | 'models'>;

const lastCounted = new WeakMap<Counting['metrics'], { atMs: number; counted: Promise<void> }>();

/** Counts what stands in the database now and waits for people or for work, for `/metrics`; at most every 15 s. */
export function measureStanding(deps: Counting): Promise<void> {
  const nowMs = deps.clock().getTime();
  const last = lastCounted.get(deps.metrics);
  if (last !== undefined && Math.abs(nowMs - last.atMs) < GOOD_FOR_MS) return last.counted;
  const counted = count(deps, nowMs);
  lastCounted.set(deps.metrics, { atMs: nowMs, counted });
  return counted;
}

async function count({ metrics, models }: Counting, nowMs: number): Promise<void> {
  const at = new Date(nowMs).toISOString();
  const [open, overdue, waiting, remedies] = await Promise.all([
    models.tasks.count({}),
    models.tasks.count({ overdue: { is: true, at } }),
    models.counters.waiting(),
    models.remedies.countTroubled(nowMs),
  ]);
  metrics.openTasks.set(open.count);
  metrics.overdueTasks.set(overdue.count);
  metrics.countersWaiting.set(waiting);
  for (const status of ['failed', 'sent', 'unknown'] as const) metrics.remedies.set({ status }, remedies[status]);
}
