import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { StartFailure } from './start-failure';

/** Options of `script/server`, which reads the environment variable where the option isn't given. */
export type PortOption =
  | '--port (REDRESS_PORT)'
  | '--temporal-port (REDRESS_TEMPORAL_PORT)'
  | '--ui-port (REDRESS_UI_PORT)'
  | '--mongo-port (REDRESS_MONGO_PORT)';

/**
 * Below what systems give to outgoing connections (Linux from 32768, others from 49152): one of these would take a port
 * between the moment it was found free and the moment somebody listens on it.
 */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const TRIES = 50;

/** A TCP port on the loopback address that nobody listened on a moment ago; somebody else may listen there meanwhile. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    try {
      return await tryPort(port, '127.0.0.1');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new StartFailure(`No free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1 in ${TRIES} tries.`);
}

/**
 * Makes sure that a fixed port can be taken.
 * @param use what is meant to listen there
 * @param option by which a person who starts `script/server` gets another port
 * @throws StartFailure naming the port and the option, if somebody listens there or the port may not be used
 */
export async function requireFreePort(port: number, host: string, use: string, option: PortOption): Promise<void> {
  try {
    await tryPort(port, host);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is taken' : code === 'EACCES' ? 'may not be used by you' : `fails: ${message}`;
    throw new StartFailure(`Port ${port} on ${host}, meant for ${use}, ${why}. Choose another with ${option}.`);
  }
}

function tryPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}
