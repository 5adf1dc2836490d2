import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';

/** How long a call waits for a server before it fails: an outage must be an answer, not a hanging request. */
const GIVE_UP_AFTER_MS = 2_000;
const RETRY_EVERY_MS = 2_000;

/**
 * Opens a connection of its own to a MongoDB. It comes back also when the server is down: then calls fail within two
 * seconds while it goes on trying, so that a worker can start during an outage. Whoever needs the server up asks `isUp`.
 *
 * What a write has acknowledged is on disk (`journal`): the journal of a case forgets its events once they are stored.
 */
export async function connect(uri: string): Promise<Connection> {
  const connection = mongoose.createConnection();
  if (!(await tryOpen(connection, uri))) void keepTrying(connection, uri);
  return connection;
}

/** Whether the server answers now. Never throws; takes up to two seconds to say no. */
export async function isUp(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1 });
    return connection.db !== undefined;
  } catch {
    return false;
  }
}

async function tryOpen(connection: Connection, uri: string): Promise<boolean> {
  try {
    await connection.openUri(uri, {
      serverSelectionTimeoutMS: GIVE_UP_AFTER_MS,
      connectTimeoutMS: GIVE_UP_AFTER_MS,
      socketTimeoutMS: 20_000,
      writeConcern: { w: 'majority', journal: true },
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
    });
    return true;
  } catch {
    return false;
  }
}

/** The driver reconnects by itself, but only once it has been connected. */
async function keepTrying(connection: Connection, uri: string): Promise<void> {
  let isOver = false;
  connection.once('close', () => (isOver = true));
  while (!isOver) {
    await sleep(RETRY_EVERY_MS, undefined, { ref: false });
    isOver ||= await tryOpen(connection, uri);
  }
}
