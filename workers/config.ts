import { join } from 'node:path';
import { z } from 'zod';
import { channelVariables } from '../activities/channels/registry';
import { gatewaySecret, gatewayUrl } from '../activities/ports/gateway-address';
import { publicUrl } from '../domain/values/public-url';
import { readTemporal } from '../temporal/target';
import type { TemporalTarget } from '../temporal/target';

const schema = z.object({
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27017/redress'),
  REDRESS_DATA: z.string().default('data'),
  /** Folder of policy files; by default the ones shipped. */
  REDRESS_POLICIES: z.string().default(join(__dirname, '..', 'policies')),
  REMEDY_GATEWAY_URL: gatewayUrl.optional(),
  REMEDY_GATEWAY_SECRET: gatewaySecret.optional(),
  REDRESS_MASTER_KEY: z.string().optional(),
  /** Where customers reach the pages of their complaints: then letters to them end with their link. */
  REDRESS_PUBLIC_URL: publicUrl.optional(),
  /** Seconds between two sweeps of the archiver. */
  REDRESS_ARCHIVE_EVERY_S: z.coerce.number().int().positive().default(60),
  /** Days before Temporal forgets a run that is not archived yet at which that is an alarm; at most half of the retention. */
  REDRESS_ARCHIVE_ALARM_DAYS: z.coerce.number().positive().default(7),
  /** Where the worker tells its metrics and how its background work stands; without a port it doesn't listen. */
  REDRESS_WORKER_HOST: z.string().default('127.0.0.1'),
  REDRESS_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Where, on the same host, the SDK tells its own metrics (`/metrics`); without, nowhere. */
  REDRESS_SDK_METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** Seconds between two looks of the watchman; after two of them a case that is open on one side only is found. */
  REDRESS_WATCH_EVERY_S: z.coerce.number().int().positive().default(30),
});
export type WorkerConfig = z.output<typeof schema> & {
  temporal: TemporalTarget;
  /** What each channel reads for itself, by the name of the variable. */
  channels: Readonly<Record<string, unknown>>;
};

/**
 * Reads the environment; a wrong value stops the start and is named.
 * @throws TemporalSettings
 */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const own = schema.safeParse(env);
  const channels = z.object(channelVariables()).safeParse(env);
  if (own.success && channels.success) return { ...own.data, channels: channels.data, temporal: readTemporal(env) };
  const issues = [own, channels].flatMap(({ error }) => error?.issues ?? []);
  throw new Error(`Configuration: ${issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
}
