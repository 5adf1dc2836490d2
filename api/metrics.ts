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
