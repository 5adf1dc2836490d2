import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { createActivities } from '../activities';
import { CaseHistories } from '../activities/case-histories';
import { openChannels } from '../activities/channels/registry';
import { BookingGateway } from '../activities/ports/booking-gateway';
import { correspondenceOver } from '../activities/ports/correspondence';
import { JsonCustomerFile } from '../activities/ports/json-customer-file';
import { MailFolder } from '../activities/channels/mail-folder';
import { remedies } from '../activities/remedies/registry';
import { connect } from '../models/connect';
import { openModels } from '../models/open-models';
import { openVault } from '../vault/open-vault';
import { bundleCode } from '../workers/bundle';
import { connectTemporal, connectWorker } from '../temporal/connect';
import { readConfig } from '../workers/config';
import { createWorker } from '../workers/worker';
import { benchBundle } from './policy';

/**
 * A worker as `script/server` runs it in the embedded mode (booked remedies, mails in a folder), with the barest workflow
 * beside ours. A process of its own; says `ready` to its parent and ends when that does.
 */
async function main(): Promise<void> {
  // Cases that are ended from outside once they were measured give rise to warnings that mean nothing here.
  const logger = new DefaultLogger('ERROR');
  Runtime.install({
    logger,
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} } },
  });
  const config = readConfig(process.env);
  const { vault, tokenIndex } = await openVault(join(config.REDRESS_DATA, 'keys'));
  const database = await connect(config.MONGODB_URI);
  const models = openModels(database, { vault, tokenIndex });
  await models.ensureIndexes();
  const bundle = benchBundle();
  models.bundles.put(bundle);
  await models.policies.publish(bundle, { by: 'bench' });
  await models.directory.start();

  const code = await bundleCode(join(__dirname, 'workflows.ts'));
  const { namespace } = config.temporal;
  const connection = await connectWorker(config.temporal);
  const client = new Client({ connection: await connectTemporal(config.temporal), namespace });
  const channels = openChannels(config.channels, { folder: new MailFolder(join(config.REDRESS_DATA, 'mails'), vault) });
  const worker = await createWorker({
    connection,
    namespace,
    bundle: { code, buildId: 'bench' },
    activities: createActivities({
      models,
      histories: new CaseHistories({ client, runs: models.archivedRuns }),
      vault,
      remedies,
      gateway: new BookingGateway(),
      channels,
      correspondence: correspondenceOver(client),
      customers: new JsonCustomerFile(join(config.REDRESS_DATA, 'customers.json')),
    }),
  });
  process.once('disconnect', () => worker.shutdown());
  const running = worker.run();
  process.send?.('ready');
  await running;
  models.directory.stop();
  await Promise.allSettled([connection.close(), database.close()]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
