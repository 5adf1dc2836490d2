import { Runtime, DefaultLogger, makeTelemetryFilterString } from '@temporalio/worker';
import pino from 'pino';
import { logDestination } from '../background/log-destination';
import { PolicyBroken } from '../domain/rules/policy/problem';
import { FolderOpenToOthers } from '../vault/private-folder';
import { readConfig } from './config';
import { startWorker } from './start';

const log = pino({ name: 'worker', base: null }, logDestination());

async function main(): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const about = { workflow: meta?.['workflowId'] as unknown, alarm: meta?.['alarm'] as unknown };
      log[level === 'ERROR' ? 'error' : 'warn'](about, message);
    }),
    // Otherwise the SDK's core writes to the output itself, and panics where that can't be written.
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
    // We stop the worker ourselves, so that everything is closed in order.
    shutdownSignals: [],
  });
  const worker = await startWorker(readConfig(process.env), log);
  log.info('worker started');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
  await worker.ended;
  log.info('worker stopped');
}

main().catch((error: unknown) => {
  if (error instanceof PolicyBroken) process.stderr.write(`A policy cannot be used:\n${error.message}\n`);
  else if (error instanceof FolderOpenToOthers) process.stderr.write(`${error.message}\n`);
  else log.error(error);
  process.exit(1);
});
