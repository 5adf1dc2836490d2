import { existsSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { loadClientConfigProfile, toClientOptions } from '@temporalio/envconfig';
import type { ClientConfigProfile } from '@temporalio/envconfig';
import type { TLSConfig } from '@temporalio/common/lib/internal-non-workflow';

/** Which Temporal server a process speaks to, and how. */
export interface TemporalTarget {
  /** host:port of its frontend. */
  readonly address: string;
  /** The environment or a profile names it; otherwise it is where a server of this machine is looked for. */
  readonly isGiven: boolean;
  readonly namespace: string;
  readonly tls?: TLSConfig;
  readonly apiKey?: string;
  /** Headers of every request. */
  readonly metadata?: Record<string, string>;
}

/** Settings of Temporal that can't be used; the message names each. */
export class TemporalSettings extends Error {
  override readonly name = 'TemporalSettings';
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_ADDRESS = '127.0.0.1:7233';
const ADDRESS = /^(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/i;
/** What makes no sense without a server to connect to. */
const OF_A_GIVEN_SERVER = /^TEMPORAL_(API_KEY|TLS|TLS_.+|GRPC_META_.+)$/;

/**
 * Reads the standard variables of Temporal's tools (`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`,
 * `TEMPORAL_TLS…`) and a profile where `TEMPORAL_CONFIG_FILE` or `TEMPORAL_PROFILE` asks for one: without being asked, no
 * file of the person who happens to start a process decides where cases live. Empty variables count as left out.
 * @throws TemporalSettings
 */
export function readTemporal(environment: Environment): TemporalTarget {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value)) as Record<string, string>;
  const profile = profileOf(env);
  checkPairs(profile, env);
  const { connectionOptions: options, namespace = 'default' } = readFiles(profile);
  const address = options.address ?? DEFAULT_ADDRESS;
  if (!ADDRESS.test(address))
    throw new TemporalSettings(`TEMPORAL_ADDRESS: "${address}" is not host:port, such as temporal.example:7233`);
  const tls = options.tls === true ? {} : options.tls === false ? undefined : options.tls;
  if (tls !== undefined && tls !== null) checkCertificates(tls);
  return {
    ...{ address, namespace, isGiven: options.address !== undefined },
    ...(tls === undefined || tls === null ? {} : { tls }),
    ...(typeof options.apiKey === 'string' ? { apiKey: options.apiKey } : {}),
    ...(options.metadata === undefined ? {} : { metadata: options.metadata as Record<string, string> }),
  };
}

/** Variables that only a given server can use: whoever starts one of their own refuses them. */
export function onlyForAGivenServer(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => OF_A_GIVEN_SERVER.test(name) && environment[name]);
}

function profileOf(env: Record<string, string>): ClientConfigProfile {
  const { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: name } = env;
  if (file !== undefined && !existsSync(file)) throw new TemporalSettings(`TEMPORAL_CONFIG_FILE: there is no ${file}`);
  try {
    const disableFile = file === undefined && name === undefined;
    return loadClientConfigProfile({ overrideEnvVars: env, disableFile, configFileStrict: true });
  } catch (error) {
    const from = file === undefined ? 'TEMPORAL_PROFILE' : 'TEMPORAL_CONFIG_FILE';
    throw new TemporalSettings(`${from}: ${messageOf(error)}`, { cause: error });
  }
}

/** What the library passes over without a word. */
function checkPairs({ tls }: ClientConfigProfile, env: Record<string, string>): void {
  if (env['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'] !== undefined)
    throw new TemporalSettings(
      'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION is not supported: give the CA by TEMPORAL_TLS_SERVER_CA_CERT_PATH, and ' +
        'the name in the certificate by TEMPORAL_TLS_SERVER_NAME',
    );
  if ((tls?.clientCert === undefined) === (tls?.clientKey === undefined)) return;
  const [given, missing] = tls?.clientKey === undefined ? ['CERT', 'KEY'] : ['KEY', 'CERT'];
  throw new TemporalSettings(
    `TEMPORAL_TLS_CLIENT_${given}_… is set, and TEMPORAL_TLS_CLIENT_${missing}_… is not: mutual TLS needs both`,
  );
}

function readFiles(profile: ClientConfigProfile): ReturnType<typeof toClientOptions> {
  try {
    return toClientOptions(profile);
  } catch (error) {
    throw new TemporalSettings(`A file named by TEMPORAL_TLS_…_PATH can't be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** A wrong file would otherwise show as a server that does not answer. */
function checkCertificates({ serverRootCACertificate, clientCertPair }: TLSConfig): void {
  const tried = [
    ['TEMPORAL_TLS_SERVER_CA_CERT_…', 'PEM certificates', { ca: pem(serverRootCACertificate) }],
    ['TEMPORAL_TLS_CLIENT_CERT_…', 'a PEM certificate', { cert: pem(clientCertPair?.crt) }],
    ['TEMPORAL_TLS_CLIENT_KEY_…', 'a PEM key', { key: pem(clientCertPair?.key) }],
    [
      'TEMPORAL_TLS_CLIENT_CERT_… and TEMPORAL_TLS_CLIENT_KEY_…',
      'certificate and key of one another',
      { cert: pem(clientCertPair?.crt), key: pem(clientCertPair?.key) },
    ],
  ] as const;
  for (const [setting, what, options] of tried) {
    if (Object.values(options).every((value) => value === undefined)) continue;
    try {
      createSecureContext(options);
    } catch (error) {
      throw new TemporalSettings(`${setting}: not ${what} (${messageOf(error)})`, { cause: error });
    }
  }
  const ca = pem(serverRootCACertificate);
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new TemporalSettings('TEMPORAL_TLS_SERVER_CA_CERT_…: not PEM certificates');
}

/** As text: what the SDK reads as bytes. */
export function pem(bytes: Uint8Array | null | undefined): string | undefined {
  return bytes === null || bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
