import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { BackgroundWork } from '../background/background-work';
import { measureBackground } from '../background/metrics';
import type { Logger } from 'pino';
import type { RemedyDefinition } from '../activities/remedies/contract';
import type { Models } from '../models/open-models';
import type { KeyStore } from '../vault/key-store';
import type { ApiConfig } from './config';
import type { ApiMetrics } from './metrics';
import { PlainFingerprint } from './plain-fingerprint';
import { knownPolicies } from './policies';
import type { Accounts } from './accounts/accounts';
import { openAccounts } from './accounts/open-accounts';
import type { PlaceKeeping } from './accounts/places';
import { RequestLimits } from './request-limits';
import type { Secrets } from './secrets';
import { Attempts } from './session/attempts';
import { Passwords } from './session/password';
import { Sessions } from './session/sessions';
import { SignInLimit } from './session/sign-in-limit';
import { StreamHub } from './stream/hub';
import { SessionTokens } from './session/token';

/** What the API is given: the world outside it, opened by whoever starts it and closed by them too. */
export interface Outside {
  readonly config: ApiConfig;
  readonly log: Logger;
  readonly clock: () => Date;
  readonly temporal: Client;
  readonly connection: Connection;
  /** The directory among them has been started. */
  readonly models: Models;
  readonly keyStore: KeyStore;
  readonly remedies: ReadonlyMap<string, RemedyDefinition>;
  readonly secrets: Secrets;
  readonly metrics: ApiMetrics;
  /** Told of all work of this process that nobody waits for, that of the models included. */
  readonly background: BackgroundWork;
  /** Whether the process is on its way out and should get no new work. */
  readonly isStopping: () => boolean;
}

/** What operations work with. */
export interface Deps extends Outside {
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly placeKeeping: PlaceKeeping;
  readonly limits: RequestLimits;
  readonly streams: StreamHub;
  /** How often somebody may look for who calls. */
  readonly lookUps: Attempts;
  readonly fingerprint: PlainFingerprint;
}

/** A minute, by one account: somebody on the phone types a number, and no list of numbers. */
const MOST_LOOK_UPS = 60;

/** Adds to what is outside what the API itself is made of. */
export function assemble(outside: Outside): Deps {
  const { background, clock, config, log, metrics, models, secrets } = outside;
  models.accessRecord.reportTo(({ lost, waiting }) => {
    metrics.accessRecordLost.inc(lost);
    log.error({ lost, waiting }, 'entries of the access record are lost');
  });
  measureBackground(metrics.registry, background);
  const passwords = new Passwords();
  return {
    ...outside,
    sessions: new Sessions({
      ...{ staff: models.staff, rows: models.sessions, addresses: models.knownAddresses },
      ...{ directory: models.directory, clock, passwords, isExposed: config.isExposed },
      tokens: new SessionTokens(secrets.session, clock),
      limit: new SignInLimit(() => clock().getTime(), secrets.fingerprint),
    }),
    ...openAccounts(models, clock),
    limits: new RequestLimits(config.rates),
    lookUps: new Attempts(MOST_LOOK_UPS, 60_000, () => clock().getTime()),
    streams: new StreamHub({
      ...{ changes: models.changes, files: models.standingFiles, presences: models.presences },
      ...{ clock, isStopping: outside.isStopping, log },
      policies: async () => (await knownPolicies({ models, config })).map(({ policy }) => policy),
      beatMs: config.streamBeatMs,
    }),
    fingerprint: new PlainFingerprint(secrets.fingerprint),
  };
}
