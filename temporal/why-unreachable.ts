import { isGrpcServiceError } from '@temporalio/client';
import { shakeHands } from './handshake';
import type { Handshake } from './handshake';
import type { TemporalTarget } from './target';

/** The server can't be used, and why; the message names the setting that decides it. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';
  /** Waiting mends nothing: a setting is wrong, or a right is missing. */
  readonly isLasting: boolean;

  constructor(message: string, isLasting: boolean, cause: unknown) {
    super(message, { cause });
    this.isLasting = isLasting;
  }
}

/** gRPC's codes. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

const CA =
  'the certificate of the server is not signed by a CA that is known here. Give its CA by TEMPORAL_TLS_SERVER_CA_CERT_PATH ' +
  '(or …_DATA)';
const NO_CLIENT_CERTIFICATE =
  'the server ends the connection after the handshake. It probably wants a client certificate: set ' +
  'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH';
const WRONG_CLIENT_CERTIFICATE =
  'the server does not accept the client certificate of TEMPORAL_TLS_CLIENT_CERT_PATH: it is of another CA, expired, or ' +
  'not registered there';

/** Node's and OpenSSL's codes of what a certificate can lack. */
const OF_CERTIFICATES: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: CA,
  DEPTH_ZERO_SELF_SIGNED_CERT: CA,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CA,
  UNABLE_TO_GET_ISSUER_CERT: CA,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CA,
  CERT_SIGNATURE_FAILURE: CA,
  CERT_UNTRUSTED: CA,
  CERT_HAS_EXPIRED: 'the certificate of the server has expired. Whoever runs it has to renew it',
  CERT_NOT_YET_VALID: 'the certificate of the server is not valid yet. Look at the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'the certificate of the server is for another name. Set TEMPORAL_TLS_SERVER_NAME to the name in it, or TEMPORAL_ADDRESS ' +
    'to that host',
};

/** Finds out why a server could not be used: by its answer, or by trying once more to shake hands with it. */
export async function whyUnreachable(target: TemporalTarget, error: unknown): Promise<TemporalUnreachable> {
  if (error instanceof TemporalUnreachable) return error;
  // The SDK wraps what it was answered while it connected.
  const answer = [error, error instanceof Error ? error.cause : undefined].find(isGrpcServiceError);
  const told = answer === undefined ? undefined : byAnswer(target, answer.code);
  if (told !== undefined) return unreachable(target, told, true, error);
  const hands = await shakeHands(target);
  const [why, isLasting] = byHandshake(target, hands) ?? [messageOf(error), false];
  return unreachable(target, why, isLasting, error);
}

function unreachable({ address }: TemporalTarget, why: string, isLasting: boolean, cause: unknown) {
  return new TemporalUnreachable(`Temporal at ${address} (TEMPORAL_ADDRESS): ${why}`, isLasting, cause);
}

function byAnswer({ namespace, apiKey }: TemporalTarget, code: number): string | undefined {
  if (code === NOT_FOUND) return `it has no namespace "${namespace}" (TEMPORAL_NAMESPACE)`;
  if (code !== UNAUTHENTICATED && code !== PERMISSION_DENIED) return undefined;
  return apiKey === undefined
    ? `it does not let us in${code === PERMISSION_DENIED ? ` to namespace "${namespace}" (TEMPORAL_NAMESPACE)` : ''}. ` +
        'If it wants an API key, set TEMPORAL_API_KEY'
    : `it does not accept the key of TEMPORAL_API_KEY: it is wrong or has expired, or has no right to namespace ` +
        `"${namespace}" (TEMPORAL_NAMESPACE)`;
}

function byHandshake({ tls }: TemporalTarget, hands: Handshake): [why: string, isLasting: boolean] | undefined {
  const { code = '' } = hands;
  if (hands.reached === 'nothing')
    return [`nothing answers there (${code || 'no answer in time'}). Is it running, and is the address right?`, false];
  if (tls === undefined)
    return hands.speaksTls
      ? ['it speaks TLS. Set TEMPORAL_TLS=true, with TEMPORAL_TLS_SERVER_CA_CERT_PATH if its CA is your own', true]
      : undefined;
  const ofCertificate = OF_CERTIFICATES[code];
  if (ofCertificate !== undefined) return [`${ofCertificate} (${code})`, true];
  if (hands.reached === 'port')
    return [`it does not speak TLS (${code || 'closed'}). Leave out TEMPORAL_TLS and everything that begins so`, true];
  if (hands.reached === 'closed')
    return [tls.clientCertPair === undefined ? NO_CLIENT_CERTIFICATE : WRONG_CLIENT_CERTIFICATE, true];
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
