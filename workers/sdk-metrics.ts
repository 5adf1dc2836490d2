import type { TelemetryOptions } from '@temporalio/worker';
import type { WorkerConfig } from './config';

/**
 * How the SDK tells its own metrics: slots, the cache of cases, waiting times, failed workflow tasks. Its names are the
 * SDK's, its times in seconds. Nothing where no port is given.
 */
export function sdkMetrics({
  REDRESS_WORKER_HOST: host,
  REDRESS_SDK_METRICS_PORT: port,
}: Pick<WorkerConfig, 'REDRESS_WORKER_HOST' | 'REDRESS_SDK_METRICS_PORT'>): Pick<TelemetryOptions, 'metrics'> {
  if (port === undefined) return {};
  const bindAddress = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    metrics: { prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true } },
  };
}
