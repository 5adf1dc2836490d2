import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { pem } from './target';
import type { TemporalTarget } from './target';

/**
 * How far a connection came: `nothing` answered; the `port` is open and TLS failed; the server `closed` right after the
 * handshake, as it does with who is not let in; it is `open`.
 */
export interface Handshake {
  reached: 'nothing' | 'port' | 'closed' | 'open';
  /** Node's or OpenSSL's code of what failed. */
  code?: string;
  /** Of a connection without TLS: that the server would rather have one. */
  speaksTls?: boolean;
}

const WITHIN_MS = 2_000;
/** A server that does not let us in says so within a round trip; one that does waits for us to speak. */
const CLOSES_WITHIN_MS = 1_500;

/** Connects to a server as the SDK does, says nothing, and tells how that went: gRPC keeps it to itself. Never throws. */
export async function shakeHands({ address, tls }: TemporalTarget): Promise<Handshake> {
  const { host, port } = endOf(address);
  const plain = await reach(host, port);
  if (plain !== undefined) return { reached: 'nothing', code: plain };
  if (tls === undefined) {
    const other = await shake({ host, port, rejectUnauthorized: false, ...nameOf(host) });
    return { reached: 'open', speaksTls: other.reached === 'open' || other.reached === 'closed' };
  }
  const { serverNameOverride, serverRootCACertificate, clientCertPair } = tls;
  const ca = pem(serverRootCACertificate);
  const cert = pem(clientCertPair?.crt);
  const key = pem(clientCertPair?.key);
  return shake({
    ...{ host, port },
    ...(serverNameOverride ? { servername: serverNameOverride } : nameOf(host)),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  });
}

/** Answers the code of what failed. */
function reach(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: WITHIN_MS });
    const end = (code?: string): void => {
      socket.destroy();
      resolve(code);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () => end('ETIMEDOUT'));
    socket.once('error', (error) => end(codeOf(error)));
  });
}

function shake(options: ConnectionOptions): Promise<Handshake> {
  return new Promise((resolve) => {
    const socket = connectTls({ ALPNProtocols: ['h2'], timeout: WITHIN_MS, ...options });
    let isShaken = false;
    const end = (how: Handshake): void => {
      socket.destroy();
      resolve(how);
    };
    const failed = (code: string): void => end({ reached: isShaken ? 'closed' : 'port', code });
    socket.once('secureConnect', () => {
      isShaken = true;
      // What the server says to us, its settings, is read, so that its end is noticed.
      socket.resume();
      setTimeout(() => end({ reached: 'open' }), CLOSES_WITHIN_MS).unref();
    });
    socket.once('timeout', () => failed('ETIMEDOUT'));
    socket.once('error', (error: Error) => {
      // TLS 1.2 refuses a client within the handshake.
      const code = codeOf(error);
      isShaken ||= /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|ACCESS_DENIED)/.test(code);
      failed(code);
    });
    socket.once('close', () => failed('ECONNRESET'));
  });
}

function endOf(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) };
}

/** An IP address is no server name. */
function nameOf(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message;
}
