import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { CONNECTION_LIMITS, limitedServer } from '../../api/listen';
import type { ConnectionLimits } from '../../api/listen';

const QUICK: ConnectionLimits = {
  headWithinMs: 300,
  requestWithinMs: 600,
  idleMs: 300,
  checkEveryMs: 50,
  most: 60,
  mostOfAddress: 60,
};

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listening(limits: ConnectionLimits): Promise<number> {
  const app = express().post('/', express.text({ type: '*/*' }), (_, response) => void response.send('ok'));
  server = limitedServer(app, limits).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Open connections, each of which has sent what the test says and no more. */
async function connections(port: number, many: number, sent = ''): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: many }, async () => {
      const socket = connect(port, '127.0.0.1');
      // It is closed from the other side; how, is not the point.
      socket.on('error', () => undefined).resume();
      await once(socket, 'connect');
      if (sent !== '') socket.write(sent);
      return socket;
    }),
  );
}

async function allClosed(sockets: Socket[]): Promise<number> {
  await Promise.all(sockets.map(async (socket) => socket.closed || (await once(socket, 'close'))));
  return sockets.length;
}

const LATE: [string, string][] = [
  ['that never say anything', ''],
  ['with half a head', 'POST / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['with half a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc'],
  ['that say no more after a request', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'],
];

test.each(LATE)('connections %s are all closed', async (_, sent) => {
  const port = await listening(QUICK);
  expect(await allClosed(await connections(port, 50, sent))).toBe(50);
  const { status } = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' });
  expect(status).toBe(200);
});

test('what is beyond the most is closed at once, while the others stay', async () => {
  const patient = { ...QUICK, headWithinMs: 600_000, requestWithinMs: 600_000 };
  const port = await listening(patient);
  const sockets = await connections(port, 100);
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (sockets.filter(({ closed }) => closed).length >= 40) resolve();
    };
    for (const socket of sockets) socket.once('close', look);
    look();
  });
  expect(sockets.filter((socket) => !socket.closed)).toHaveLength(60);
});

test('one address leaves room for others, and has it again when its own are closed', async () => {
  const port = await listening({ ...QUICK, headWithinMs: 600_000, requestWithinMs: 600_000, mostOfAddress: 20 });
  const [first, ...rest] = await connections(port, 20);
  expect(await allClosed(await connections(port, 5))).toBe(5);
  const elsewhere = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
  await once(elsewhere, 'connect');
  first!.destroy();
  await new Promise((next) => setTimeout(next, 100));
  const [again] = await connections(port, 1);
  await new Promise((next) => setTimeout(next, 200));
  expect([elsewhere, again!, ...rest].filter(({ closed }) => closed)).toEqual([]);
  elsewhere.destroy();
});

test('as it is started, a silent connection has some ten seconds', () => {
  expect(CONNECTION_LIMITS.headWithinMs + CONNECTION_LIMITS.checkEveryMs).toBeLessThanOrEqual(12_000);
});
