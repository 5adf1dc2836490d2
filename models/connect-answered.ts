import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { connect, isUp } from './connect';

const ASK_EVERY_MS = 1_000;

/** Nothing answers where the database should be. */
class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/**
 * Opens a connection for whoever can do nothing without the database, such as the command line: waits until the server
 * answers, for it may just be starting, or reading a backup that was put back.
 * @throws StoreAway if it doesn't within so many milliseconds
 */
export async function connectAnswered(uri: string, withinMs = 60_000): Promise<Connection> {
  const connection = await connect(uri);
  for (const until = Date.now() + withinMs; ;) {
    if (await isUp(connection)) return connection;
    if (Date.now() > until) break;
    await sleep(ASK_EVERY_MS);
  }
  await connection.close();
  throw new StoreAway(
    `MongoDB at ${hostsOf(uri)} did not answer for ${withinMs / 1_000} s. Start it, or name another one in MONGODB_URI.`,
  );
}

/** Without name and password. Of a replica set there are several, so it is no URL for Node.js. */
function hostsOf(uri: string): string {
  return /^[^:]+:\/\/(?:[^/@]*@)?([^/?]*)/.exec(uri)?.[1] ?? '';
}
