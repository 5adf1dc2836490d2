import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { createActivities } from '../activities';
import { CaseHistories } from '../activities/case-histories';
import { LONG_HISTORIES } from '../activities/long-histories';
import { BookingGateway } from '../activities/ports/booking-gateway';
import { correspondenceOver } from '../activities/ports/correspondence';
import { JsonCustomerFile } from '../activities/ports/json-customer-file';
import { HttpGateway } from '../activities/ports/http-gateway';
import { MailFolder } from '../activities/channels/mail-folder';
import { openChannels } from '../activities/channels/registry';
import type { RemedyGateway } from '../activities/ports/remedy-gateway';
import { remedies } from '../activities/remedies/registry';
import { BackgroundWork } from '../background/background-work';
import type { WorkLog } from '../background/background-work';
import { ownReport, reportRegularly } from '../background/reporting';
import { connect } from '../models/connect';
import type { NoteWork } from '../models/note-work';
import { openModels } from '../models/open-models';
import { connectTemporal, connectWorker, requireNamespace } from '../temporal/connect';
import { openVault } from '../vault/open-vault';
import { openDataFolder } from '../vault/private-folder';
import type { Vault } from '../vault/vault';
import { Archiver } from './archiver';
import { workflowBundle } from './bundle';
import { Counting } from './counting';
import type { WorkerConfig } from './config';
import { keepIndexes } from './keep-indexes';
import { readPoliciesOnce } from './policies';
import { publishPolicies } from './publish-policies';
import { Retries } from './retries';
import { keepScheduled } from './schedules';
import { sweepAttachments } from './sweep-attachments';
import { tellOverHttp } from './telling';
import { Watchman } from './watchman';
import type { WatchmanOptions } from './watchman';
import { createWorker } from './worker';

/** A busy server takes seconds over its first answer. */
const NAMESPACE_WITHIN_MS = 10_000;

/** A worker with everything it needs, running until it is stopped. */
export interface RunningWorker {
  /** Resolves when it has stopped by itself or been stopped; rejects if it failed. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Opens everything a worker needs and runs it. MongoDB may be down: cases go on, their journal waits.
 * @throws PolicyBroken if a policy file is broken, with every mistake; KeyBroken if the keys are another installation's;
 *   FolderOpenToOthers if others may enter the data folder; TemporalUnreachable, after one try
 */
export async function startWorker(config: WorkerConfig, log: WorkLog): Promise<RunningWorker> {
  openDataFolder(config.REDRESS_DATA);
  const cache = join(config.REDRESS_DATA, 'cache');
  const bundles = readPoliciesOnce(cache, config.REDRESS_POLICIES);
  const { vault, tokenIndex } = await openVault(join(config.REDRESS_DATA, 'keys'));
  const database = await connect(config.MONGODB_URI);
  const background = new BackgroundWork(log);
  const models = openModels(database, { vault, tokenIndex }, background.note);
  const indexing = keepIndexes(models, background, log);
  const publishing = publishPolicies(models, bundles, background, indexing.soon);
  await models.directory.start();

  const bundle = await workflowBundle(cache);
  const { namespace } = config.temporal;
  const clientConnection = await connectTemporal(config.temporal, { channelArgs: LONG_HISTORIES });
  await requireNamespace(clientConnection, config.temporal, NAMESPACE_WITHIN_MS);
  const client = new Client({ connection: clientConnection, namespace });
  const connection = await connectWorker(config.temporal);
  const histories = new CaseHistories({ client, runs: models.archivedRuns });
  const retries = new Retries();
  const worker = await createWorker({
    connection,
    namespace,
    note: background.note,
    retries,
    bundle,
    activities: createActivities({
      models,
      histories,
      vault,
      remedies,
      gateway: gatewayOf(config, vault),
      channels: openChannels(config.channels, { folder: new MailFolder(join(config.REDRESS_DATA, 'mails'), vault) }),
      correspondence: correspondenceOver(client),
      publicUrl: config.REDRESS_PUBLIC_URL,
      customers: new JsonCustomerFile(join(config.REDRESS_DATA, 'customers.json')),
    }),
  });
  const archiver = new Archiver({
    client,
    runs: models.archivedRuns,
    everyMs: config.REDRESS_ARCHIVE_EVERY_S * 1000,
    note: background.note,
    alarmBeforeMs: config.REDRESS_ARCHIVE_ALARM_DAYS * 24 * 3_600_000,
    onAlarm: ({ waiting, lostAt }) => {
      Runtime.instance().logger.error(
        `${waiting} ended runs are not archived; Temporal deletes the oldest at ${lostAt}`,
        {
          alarm: 'ArchiveLate',
        },
      );
    },
  });
  archiver.start();
  const reporting = reportRegularly(models.processReports, background, () =>
    ownReport('worker', background, archiver.state()),
  );
  const telling = await listening(config, { background, retries, archive: () => archiver.state() });
  const scheduling = keepScheduled(client, bundles, background);
  const counting = new Counting(models.counters, background, ({ no, reason }) => {
    Runtime.instance().logger.error(`${no} cannot be counted and is skipped: ${reason}`, { alarm: 'SetAside', no });
  });
  counting.start();
  const watchman = new Watchman({
    ...{ client, histories, readModels: models.readModels, findings: models.findings },
    ...{ confidentiality: models.confidentiality, everyMs: config.REDRESS_WATCH_EVERY_S * 1000 },
    ...watchmanAlarms(background.note),
  });
  watchman.start();
  const sweeping = sweepAttachments(models.attachments, background, log);

  const ended = worker.run();
  const close = async (): Promise<void> => {
    indexing.stop();
    publishing.stop();
    scheduling.stop();
    await archiver.stop();
    await counting.stop();
    await watchman.stop();
    await sweeping.stop();
    models.directory.stop();
    telling?.stop();
    await reporting.stop();
    await Promise.allSettled([connection.close(), clientConnection.close(), database.close()]);
  };
  return {
    ended: ended.finally(close),
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended.catch(() => undefined);
    },
  };
}

async function listening(
  { REDRESS_WORKER_HOST: host, REDRESS_WORKER_PORT: port }: WorkerConfig,
  told: Parameters<typeof tellOverHttp>[1],
): Promise<{ stop: () => void } | undefined> {
  return port === undefined ? undefined : tellOverHttp({ host, port }, told);
}

/** What the watchman finds, in the log. */
function watchmanAlarms(note: NoteWork): Pick<WatchmanOptions, 'onFound' | 'onGone' | 'onFailure'> {
  const { logger } = Runtime.instance();
  return {
    onFound({ no, what, end }) {
      const how = end === undefined ? '' : `: ${[end.status, end.failure, end.by].filter(Boolean).join(', ')}`;
      logger.error(`${no} is open on one side only (${what}${how})`, { alarm: 'OpenOnOneSide', no, what });
    },
    onGone(no) {
      logger.warn(`${no} is no longer open on one side only`, { alarmOver: 'OpenOnOneSide', no });
    },
    onFailure: (error) => note('watchman', error),
  };
}

function gatewayOf(
  { REMEDY_GATEWAY_URL: url, REMEDY_GATEWAY_SECRET: secret }: WorkerConfig,
  vault: Vault,
): RemedyGateway {
  return url === undefined || secret === undefined ? new BookingGateway() : new HttpGateway({ url, secret, vault });
}
