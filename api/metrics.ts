import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the API measures of itself. */
export interface ApiMetrics {
  readonly registry: Registry;
  readonly latency: Histogram<'method' | 'operation' | 'status'>;
  readonly problems: Counter<'operation' | 'code'>;
  readonly setAside: Gauge;
  readonly accessRecordLost: Counter;
  readonly openOnOneSide: Gauge<'what'>;
  readonly watchmanLooked: Gauge;
  readonly openFiles: Gauge<'side'>;
  readonly openTasks: Gauge;
  readonly overdueTasks: Gauge;
  readonly countersWaiting: Gauge;
  readonly remedies: Gauge<'status'>;
}

/** Metrics in a registry of their own, so that two apps in one process don't count into one another's. */
export function createMetrics(): ApiMetrics {
  const registry = new Registry();
  return {
    registry,
    latency: new Histogram({
      name: 'redress_http_request_duration_seconds',
      help: 'Time from request to answer, by operation.',
      labelNames: ['method', 'operation', 'status'],
      // Actions wait until the case has settled, and after the loss of a worker for many seconds.
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30],
      registers: [registry],
    }),
    setAside: new Gauge({
      name: 'redress_counters_set_aside',
      help: 'Complaints omitted from the counters of dashboard and reports because they cannot be counted.',
      registers: [registry],
    }),
    openOnOneSide: new Gauge({
      name: 'redress_open_on_one_side',
      help: 'Cases, incidents and corrective actions open on one side only (register or engine), by kind.',
      labelNames: ['what'],
      registers: [registry],
    }),
    watchmanLooked: new Gauge({
      name: 'redress_watchman_last_look_timestamp_seconds',
      help: 'Time of the last comparison of open cases in register and engine. 0: never.',
      registers: [registry],
    }),
    openFiles: new Gauge({
      name: 'redress_open_files',
      help: 'Open cases, incidents and corrective actions at the last comparison, in the register and in the engine.',
      labelNames: ['side'],
      registers: [registry],
    }),
    openTasks: new Gauge({
      name: 'redress_open_tasks',
      help: 'Open tasks of all cases, incidents and corrective actions; those of cases up to 10,000.',
      registers: [registry],
    }),
    overdueTasks: new Gauge({
      name: 'redress_overdue_tasks',
      help: 'Of them, those that are overdue.',
      registers: [registry],
    }),
    countersWaiting: new Gauge({
      name: 'redress_counters_waiting',
      help: 'Complaints that have changed since they were counted for dashboard and reports, up to 10,000.',
      registers: [registry],
    }),
    remedies: new Gauge({
      name: 'redress_remedies_to_look_after',
      help: 'Remedies refused in the last 24 hours, without an answer for an hour, or given up without one; up to 10,000 each.',
      labelNames: ['status'],
      registers: [registry],
    }),
    problems: new Counter({
      name: 'redress_http_problems_total',
      help: 'Problem documents returned, by operation and code, including refusals by cases.',
      labelNames: ['operation', 'code'],
      registers: [registry],
    }),
    accessRecordLost: new Counter({
      name: 'redress_access_record_lost_total',
      help: 'Access record entries discarded because too many were waiting to be written.',
      registers: [registry],
    }),
  };
}
