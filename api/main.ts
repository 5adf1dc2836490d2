import { once } from 'node:events';
import { Client } from '@temporalio/client';
import pino from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import { LONG_HISTORIES } from '../activities/long-histories';
import { remedies } from '../activities/remedies/registry';
import { BackgroundWork } from '../background/background-work';
import { logDestination } from '../background/log-destination';
import { ownReport, reportRegularly } from '../background/reporting';
import { connect } from '../models/connect';
import { openModels } from '../models/open-models';
import { requireNamespace, temporalWhenNeeded } from '../temporal/connect';
import { openVault } from '../vault/open-vault';
import { FolderOpenToOthers, openDataFolder } from '../vault/private-folder';
import { createApp } from './app';
import { ConfigError, readConfig } from './config';
import { closeServer, closeWithAnswers } from './drain';
import { CONNECTION_LIMITS, limitedServer } from './listen';
import { createMetrics } from './metrics';
import { openSecrets } from './secrets';

/** How long requests under way may take once the API was asked to end; less than whoever started it gives it. */
const STOP_WITHIN_MS = 15_000;

/** At its start; a server that starts beside us may take so long. */
const TEMPORAL_WITHIN_MS = 15_000;

/** Starts the API; it listens whether or not what it needs is there yet, and `/ready` tells. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ name: 'api', base: null, level: config.logLevel }, logDestination());
  openDataFolder(config.folders.data);
  const { vault, keyStore, tokenIndex } = await openVault(
    config.folders.keys,
    config.masterKey === undefined ? {} : { masterKey: config.masterKey },
  );
  const secrets = await openSecrets(config.folders.secrets);
  const connection = await connect(config.mongoUri, config.storeWithinMs);
  const background = new BackgroundWork(log);
  const models = openModels(connection, { vault, tokenIndex }, background.note);
  await models.directory.start();
  // What a process that was killed left; while the database is down, the next reading of the record does it.
  await background.run('accountChanges', () => models.staff.settle());
  const temporalConnection = temporalWhenNeeded(config.temporal, { channelArgs: LONG_HISTORIES });
  const temporal = new Client({ connection: temporalConnection, namespace: config.temporal.namespace });
  const metrics = createMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const reporting = reportRegularly(models.processReports, background, () => ownReport('api', background));

  const stopping = new AbortController();
  const app = createApp({
    ...{ config, log, temporal, connection, models, keyStore, remedies, secrets, metrics, background },
    clock: () => new Date(),
    isStopping: () => stopping.signal.aborted,
  });
  const { most } = CONNECTION_LIMITS;
  const server = limitedServer(
    app,
    config.trustedProxies === 0 ? CONNECTION_LIMITS : { ...CONNECTION_LIMITS, mostOfAddress: most },
  );
  closeWithAnswers(server, () => stopping.signal.aborted);
  server.listen(config.port, config.host);
  await once(server, 'listening');
  log.info({ host: config.host, port: config.port }, 'listening');
  // It goes on without; but a setting that is wrong is told at once, and not by the first complaint.
  void background.run('temporal', () => requireNamespace(temporalConnection, config.temporal, TEMPORAL_WITHIN_MS));

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  await once(stopping.signal, 'abort');
  log.info({ drainMs: config.drainMs }, 'stopping');
  await closeServer(server, { drainMs: config.drainMs, withinMs: STOP_WITHIN_MS });
  models.directory.stop();
  await reporting.stop();
  await models.accessRecord.flush();
  await Promise.allSettled([temporalConnection.close(), connection.close()]);
  log.info('stopped');
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof FolderOpenToOthers) process.stderr.write(`${error.message}\n`);
  else pino({ name: 'api', base: null }).fatal(error);
  process.exit(1);
});
