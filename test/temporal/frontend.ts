import { once } from 'node:events';
import { connect, constants, createSecureServer } from 'node:http2';
import type { Http2Session, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Pair } from './certificates';

/** What a frontend asks of who connects. */
export interface Demands {
  server: Pair;
  /** PEM of the CA whose client certificates it takes; without, it asks for none. */
  clientCa?: string;
  apiKey?: string;
  /** Calls that nobody may make. */
  denied?: RegExp;
}

const UNAUTHENTICATED = '16';
const PERMISSION_DENIED = '7';

/**
 * A frontend with TLS, client certificates and API keys before a development server, which has none of them: what Temporal
 * Cloud or a cluster of one's own puts there.
 */
export async function startFrontend(to: string, { server: pair, clientCa, apiKey, denied }: Demands) {
  let inside = connect(`http://${to}`);
  inside.on('error', () => undefined);
  // A server ends what has been idle, or open, for minutes.
  const opened = (): typeof inside => {
    if (!inside.closed && !inside.destroyed) return inside;
    inside = connect(`http://${to}`);
    inside.on('error', () => undefined);
    return inside;
  };
  const sessions = new Set<Http2Session>();
  const server = createSecureServer({
    ...pair,
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  // Who is not let in.
  for (const event of ['sessionError', 'tlsClientError']) server.on(event, () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const path = String(headers[':path']);
    if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) refuse(stream, UNAUTHENTICATED);
    else if (denied?.test(path) === true) refuse(stream, PERMISSION_DENIED);
    else forward(stream, opened().request({ ...headers, ':scheme': 'http' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const session of sessions) session.destroy();
      inside.destroy();
      server.close();
    },
  };
}

function refuse(stream: ServerHttp2Stream, status: string): void {
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': status, 'grpc-message': 'refused' },
    { endStream: true },
  );
}

function forward(stream: ServerHttp2Stream, out: ReturnType<ReturnType<typeof connect>['request']>): void {
  let trailers: IncomingHttpHeaders = {};
  out.on('error', () => stream.destroy());
  stream.on('close', () => out.destroy());
  out.on('response', (headers, flags) => {
    if (stream.destroyed) return;
    const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(headers, isAll ? { endStream: true } : { waitForTrailers: true });
    if (!isAll) out.pipe(stream);
  });
  out.on('trailers', (headers: IncomingHttpHeaders) => {
    trailers = headers;
  });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.pipe(out);
}
