import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import type { Connection as DatabaseConnection } from 'mongoose';
import pino from 'pino';
import { createApp } from '../../../api/app';
import { readConfig } from '../../../api/config';
import { createMetrics } from '../../../api/metrics';
import { openSecrets } from '../../../api/secrets';
import { hashPassword } from '../../../api/session/password';
import { remedies } from '../../../activities/remedies/registry';
import { BackgroundWork } from '../../../background/background-work';
import { freePort, startMongo } from '../../../engines/for-tests';
import type { MongoEngine } from '../../../engines/mongo';
import { connect } from '../../../models/connect';
import { openModels } from '../../../models/open-models';
import type { Models } from '../../../models/open-models';
import type { StaffMember } from '../../../models/staff';
import { openVault } from '../../../vault/open-vault';
import type { OpenedVault } from '../../../vault/open-vault';
import { Http } from './http';

export const PASSWORD = 'a long enough password';

/** A member of staff; a test says what matters. */
export function member(id: string, changes: Partial<StaffMember> = {}): StaffMember {
  return {
    id,
    name: `名 ${id}`,
    mail: `${id}@example.com`,
    roles: [],
    departments: [],
    active: true,
    absences: [],
    ...changes,
  };
}

/** The API within the test's own process, on a real database; Temporal is where the test says, or nowhere. */
export interface RunningApi {
  http: Http;
  base: string;
  models: Models;
  connection: DatabaseConnection;
  opened: OpenedVault;
  data: string;
  mongo: MongoEngine;
  /** What was logged, line by line. */
  log: string[];
  /** The time that the API believes it is. */
  clock: { now: Date };
  /** Enters people, each with PASSWORD. */
  enter: (...members: StaffMember[]) => Promise<void>;
  /** Signs somebody in and speaks in their name. */
  signedIn: (id: string) => Promise<Http>;
  stop: () => Promise<void>;
}

export async function startApi(
  options: { temporalAddress?: string; env?: Record<string, string>; data?: string } = {},
): Promise<RunningApi> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'redress-api-'));
  const mongo = await startMongo({ dataDir: data });
  const config = readConfig({
    REDRESS_DATA: data,
    MONGODB_URI: mongo.uri,
    TEMPORAL_ADDRESS: options.temporalAddress ?? `127.0.0.1:${await freePort()}`,
    REDRESS_READ_WITHIN_MS: '600',
    REDRESS_ANSWER_WITHIN_MS: '1500',
    ...{ REDRESS_LIMIT_READS: '0', REDRESS_LIMIT_WRITES: '0', REDRESS_LIMIT_ADDRESS: '0' },
    ...options.env,
  });
  const log: string[] = [];
  const clock = { now: new Date() };
  const opened = await openVault(config.folders.keys);
  const connection = await connect(mongo.uri, config.storeWithinMs);
  const logger = pino({ base: null }, { write: (line: string) => void log.push(line) });
  const background = new BackgroundWork(logger);
  const models = openModels(connection, opened, background.note);
  await models.ensureIndexes();
  await models.directory.start();
  const temporalConnection = Connection.lazy({ address: config.temporal.address });
  const app = createApp({
    ...{ config, connection, models, remedies, metrics: createMetrics() },
    log: logger,
    background,
    clock: () => clock.now,
    temporal: new Client({ connection: temporalConnection }),
    keyStore: opened.keyStore,
    secrets: await openSecrets(config.folders.secrets),
    isStopping: () => false,
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = new Http(base);
  const hash = await hashPassword(PASSWORD);
  return {
    ...{ http, base, models, connection, opened, data, mongo, log, clock },
    enter: async (...members) => {
      for (const one of members) {
        await models.staff.upsert(one);
        await models.staff.setPassword(one.id, hash);
      }
      await models.directory.refresh();
    },
    signedIn: async (id) => {
      const { body } = await http.post('/api/v1/session', { id, password: PASSWORD });
      return http.as(body.token as string);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      models.directory.stop();
      await models.accessRecord.flush();
      await Promise.allSettled([temporalConnection.close(), connection.close()]);
      await mongo.stop();
      if (options.data === undefined) rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
