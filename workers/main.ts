import { Runtime, DefaultLogger, makeTelemetryFilterString } from '@temporalio/worker';
import pino from 'pino';
import { logDestination } from '../background/log-destination';
import { PolicyBroken } from '../domain/rules/policy/problem';
import { TemporalSettings } from '../temporal/target';
import { TemporalUnreachable } from '../temporal/why-unreachable';
import { FolderOpenToOthers } from '../vault/private-folder';
import { readConfig } from './config';
import { numberIn } from './noted-activities';
import { startWorker } from './start';
import { sdkMetrics } from './sdk-metrics';

/** What whoever starts a worker can mend: the message says all there is to say. */
const TOLD = [FolderOpenToOthers, TemporalSettings, TemporalUnreachable];

const log = pino({ name: 'worker', base: null }, logDestination());

async function main(): Promise<void> {
  const config = readConfig(process.env);
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      log[level === 'ERROR' ? 'error' : 'warn'](aboutOf(meta), message);
    }),
    // Otherwise the SDK's core writes to the output itself, and panics where that can't be written.
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...sdkMetrics(config),
    },
    // We stop the worker ourselves, so that everything is closed in order.
    shutdownSignals: [],
  });
  const worker = await startWorker(config, log);
  log.info('worker started');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
  await worker.ended;
  log.info('worker stopped');
}

/** What a line of the SDK's or of an activity is about: ids and codes, never what is quoted. */
function aboutOf(meta: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { workflowId: workflow, activityType: activity, alarm, alarmOver, what, seq, why } = meta;
  const no = numberIn(meta['no']) ?? numberIn(workflow);
  return { workflow, no, activity, alarm, alarmOver, what, seq, why };
}

main().catch((error: unknown) => {
  if (error instanceof PolicyBroken) process.stderr.write(`A policy cannot be used:\n${error.message}\n`);
  else if (TOLD.some((kind) => error instanceof kind)) process.stderr.write(`${(error as Error).message}\n`);
  else log.error(error);
  process.exit(1);
});
