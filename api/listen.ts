import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

/** How long a connection may take over what it owes, in milliseconds, and how many there may be. */
export interface ConnectionLimits {
  /** Until the head of a request is whole; for the first one counted from the connection on, also if nothing is sent. */
  readonly headWithinMs: number;
  /** Until the body is there too. */
  readonly requestWithinMs: number;
  /** Between two requests. */
  readonly idleMs: number;
  /** How often they are looked through: a late one lives so much longer at most. */
  readonly checkEveryMs: number;
  /** What is beyond is closed at once. */
  readonly most: number;
  /** Of one address; behind a proxy all come from one. */
  readonly mostOfAddress: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headWithinMs: 10_000,
  // A photo over the line of a telephone takes its time.
  requestWithinMs: 120_000,
  idleMs: 15_000,
  checkEveryMs: 1_000,
  most: 4_000,
  mostOfAddress: 1_000,
};

/** An HTTP server on which a connection that says nothing, or too slowly, takes nobody's place for long. */
export function limitedServer(app: RequestListener, limits: ConnectionLimits = CONNECTION_LIMITS): Server {
  const server = createServer(
    {
      headersTimeout: limits.headWithinMs,
      requestTimeout: limits.requestWithinMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    app,
  );
  server.maxConnections = limits.most;
  boundByAddress(server, limits.mostOfAddress);
  return server;
}

/** One address leaves room for others. */
function boundByAddress(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const before = open.get(address) ?? 0;
    if (before >= most) {
      socket.destroy();
      return;
    }
    open.set(address, before + 1);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
