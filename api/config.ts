import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isLoopback } from '../domain/values/personal-address';
import { publicUrl } from '../domain/values/public-url';
import { readTemporal, TemporalSettings } from '../temporal/target';
import type { TemporalTarget } from '../temporal/target';

/** Requests a minute; 0 is no limit. */
export interface RequestRates {
  /** Readings by one account, all its sessions together. */
  readonly reads: number;
  /** Everything else that an account asks for. */
  readonly writes: number;
  /** Requests from one address by nobody who is signed in. */
  readonly address: number;
  /** Complaints an hour that customers lodge from one address. */
  readonly lodged: number;
}

const port = z.coerce.number().int().min(0).max(65_535);
const rate = z.coerce.number().int().min(0).max(10_000_000);
const milliseconds = z.coerce.number().int().min(1);

/** Proxies ask `/ready` every few seconds. */
const DRAIN_MS = 5_000;

/** The environment that the API reads; whatever is missing or wrong is named when it starts. */
const environmentSchema = z.object({
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .default('mongodb://127.0.0.1:27017/redress'),
  /** Folder of keys, secrets and (without an SMTP server) mails; API and worker share it. */
  REDRESS_DATA: z.string().min(1).default('data'),
  REDRESS_HOST: z.string().min(1).default('127.0.0.1'),
  /** Folder of the console as `npm run build:web` builds it. */
  REDRESS_CONSOLE: z
    .string()
    .min(1)
    .default(join(__dirname, '..', 'web', 'dist')),
  /** Where people read histories in Temporal's Web UI; without, the console links to none. */
  REDRESS_TEMPORAL_UI: z
    .string()
    .regex(/^https?:\/\/[^/@?#]+(\/[^?#]*)?$/, 'must be an http or https address without user, query or fragment')
    .optional(),
  /** 0 lets the system choose. */
  REDRESS_PORT: port.default(4780),
  /** Set: mails leave by this server, and there is no folder of mails to be read. */
  SMTP_URL: z.string().min(1).optional(),
  REDRESS_MASTER_KEY: z.string().min(1).optional(),
  /** Where customers reach the pages of their complaints. */
  REDRESS_PUBLIC_URL: publicUrl.optional(),
  /** Policy of a complaint that names none. */
  REDRESS_DEFAULT_POLICY: z.string().min(1).default('enterprise-eight-step'),
  /** How long an action may take to settle before its caller is told that it may still be taken. */
  REDRESS_ANSWER_WITHIN_MS: milliseconds.default(20_000),
  /** How long a case is waited for before it is read from the register instead. */
  REDRESS_READ_WITHIN_MS: milliseconds.default(5_000),
  /** How long the database may take over one answer before the caller is told that it is not available. */
  REDRESS_STORE_WITHIN_MS: milliseconds.default(8_000),
  /** Bytes of an uploaded file at most; it is held in memory while it is taken in. */
  REDRESS_MOST_FILE_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(100 * 1024 * 1024)
    .default(10 * 1024 * 1024),
  /** How long a stream may be silent, and go on after its session has ended. */
  REDRESS_STREAM_BEAT_MS: milliseconds.default(15_000),
  /** How long `/ready` says no, when the API is asked to end, before it takes no more requests. */
  REDRESS_DRAIN_MS: z.coerce.number().int().min(0).max(60_000).optional(),
  /** Proxies in front of the API whose word on the caller's address counts. */
  REDRESS_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Requests a minute by one account, reading and not, and from one address without a session. 0: no limit. */
  REDRESS_LIMIT_READS: rate.default(3_000),
  REDRESS_LIMIT_WRITES: rate.default(1_200),
  REDRESS_LIMIT_ADDRESS: rate.default(1_200),
  /** Complaints an hour that customers lodge from one address; a shop’s own terminal is one. 0: no limit. */
  REDRESS_LIMIT_LODGED: rate.default(20),
  REDRESS_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What the API is told from outside. */
export interface ApiConfig {
  readonly temporal: TemporalTarget & { readonly uiUrl?: string };
  readonly mongoUri: string;
  readonly folders: {
    readonly data: string;
    readonly keys: string;
    readonly secrets: string;
    readonly mails: string;
    readonly console: string;
  };
  readonly host: string;
  readonly port: number;
  /** Mails land in a folder, which the API may show. */
  readonly mailsToFolder: boolean;
  readonly masterKey: string | undefined;
  /** Where customers reach their pages, without a slash at its end. */
  readonly publicUrl: string | undefined;
  readonly defaultPolicy: string;
  readonly answerWithinMs: number;
  readonly readWithinMs: number;
  readonly storeWithinMs: number;
  readonly mostFileBytes: number;
  readonly streamBeatMs: number;
  /** By default 5 s where others reach the API, and nothing where nobody but this machine does. */
  readonly drainMs: number;
  readonly trustedProxies: number;
  /** Others than this machine reach the API: it listens beyond the loopback address, or stands behind a proxy. */
  readonly isExposed: boolean;
  readonly rates: RequestRates;
  readonly logLevel: string;
}

/** The environment is not as it must be; the message names each variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables. An empty variable counts as left out, as shells and compose files
 * can't unset one.
 * @throws ConfigError
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ApiConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new ConfigError(`Invalid environment variables:\n${wrong.join('\n')}`);
  }
  const env = parsed.data;
  const data = resolve(env.REDRESS_DATA);
  const isExposed = !isLoopback(env.REDRESS_HOST) || env.REDRESS_TRUSTED_PROXIES > 0;
  return {
    temporal: {
      ...temporalOf(given),
      ...(env.REDRESS_TEMPORAL_UI === undefined ? {} : { uiUrl: env.REDRESS_TEMPORAL_UI.replace(/\/+$/, '') }),
    },
    mongoUri: env.MONGODB_URI,
    folders: {
      data,
      keys: join(data, 'keys'),
      secrets: join(data, 'secrets'),
      mails: join(data, 'mails'),
      console: resolve(env.REDRESS_CONSOLE),
    },
    host: env.REDRESS_HOST,
    port: env.REDRESS_PORT,
    mailsToFolder: env.SMTP_URL === undefined,
    masterKey: env.REDRESS_MASTER_KEY,
    publicUrl: env.REDRESS_PUBLIC_URL,
    defaultPolicy: env.REDRESS_DEFAULT_POLICY,
    answerWithinMs: env.REDRESS_ANSWER_WITHIN_MS,
    readWithinMs: env.REDRESS_READ_WITHIN_MS,
    storeWithinMs: env.REDRESS_STORE_WITHIN_MS,
    mostFileBytes: env.REDRESS_MOST_FILE_BYTES,
    streamBeatMs: env.REDRESS_STREAM_BEAT_MS,
    trustedProxies: env.REDRESS_TRUSTED_PROXIES,
    isExposed,
    drainMs: env.REDRESS_DRAIN_MS ?? (isExposed ? DRAIN_MS : 0),
    rates: {
      ...{ reads: env.REDRESS_LIMIT_READS, writes: env.REDRESS_LIMIT_WRITES },
      ...{ address: env.REDRESS_LIMIT_ADDRESS, lodged: env.REDRESS_LIMIT_LODGED },
    },
    logLevel: env.REDRESS_LOG_LEVEL,
  };
}

function temporalOf(given: Readonly<Record<string, string | undefined>>): TemporalTarget {
  try {
    return readTemporal(given);
  } catch (error) {
    if (error instanceof TemporalSettings) throw new ConfigError(error.message);
    throw error;
  }
}
