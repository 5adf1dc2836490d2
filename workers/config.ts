import { join } from 'node:path';
import { z } from 'zod';

/** Who moves money or sends messages for us: what is told them is personal, and their answers are not signed. */
const gatewayUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname), {
    error: 'https, or http on this machine only',
  });

const schema = z.object({
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  MONGODB_URI: z.string().default('mongodb://127.0.0.1:27017/redress'),
  REDRESS_DATA: z.string().default('data'),
  /** Folder of policy files; by default the ones shipped. */
  REDRESS_POLICIES: z.string().default(join(__dirname, '..', 'policies')),
  SMTP_URL: z.url().optional(),
  /** Sender's address, without a name. */
  MAIL_FROM: z.email().default('redress@redress.example'),
  REMEDY_GATEWAY_URL: gatewayUrl.optional(),
  REMEDY_GATEWAY_SECRET: z.string().min(16).optional(),
  SMS_GATEWAY_URL: gatewayUrl.optional(),
  SMS_GATEWAY_SECRET: z.string().min(16).optional(),
  REDRESS_MASTER_KEY: z.string().optional(),
  /** Seconds between two sweeps of the archiver. */
  REDRESS_ARCHIVE_EVERY_S: z.coerce.number().int().positive().default(60),
  /** Days before Temporal forgets a run that is not archived yet at which that is an alarm; at most half of the retention. */
  REDRESS_ARCHIVE_ALARM_DAYS: z.coerce.number().positive().default(7),
  /** Where the worker tells its metrics and how its background work stands; without a port it doesn't listen. */
  REDRESS_WORKER_HOST: z.string().default('127.0.0.1'),
  REDRESS_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Seconds between two looks of the watchman; after two of them a case that is open on one side only is found. */
  REDRESS_WATCH_EVERY_S: z.coerce.number().int().positive().default(30),
});
export type WorkerConfig = z.output<typeof schema>;

/** Reads the environment; a wrong value stops the start and is named. */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(
    `Configuration: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
