import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';

/** How long a call waits for a server before it fails: an outage must be an answer, not a hanging request. */
const GIVE_UP_AFTER_MS = 2_000;
const RETRY_EVERY_MS = 2_000;
/** How often each server is asked whether it lives: one that hangs is given up by then. */
const ASK_EVERY_MS = 5_000;
/** The driver has asked a server or given it up by then, unless it has stopped asking. */
const ASKED_WITHIN_MS = 20_000;
/** How long an answer may be in coming, unless whoever connects says otherwise. */
const ANSWER_WITHIN_MS = 20_000;

/**
 * Opens a connection of its own to a MongoDB. It comes back also when the server is down: then calls fail within two
 * seconds while it goes on trying, so that a worker can start during an outage. Whoever needs the server up asks `isUp`.
 *
 * A server that hangs is an outage as well: it is given up after some seven seconds, and one that lives but doesn't answer
 * a call when the time for that is over.
 *
 * What a write has acknowledged is on disk (`journal`): the journal of a case forgets its events once they are stored.
 */
export async function connect(uri: string, answerWithinMs = ANSWER_WITHIN_MS): Promise<Connection> {
  const connection = mongoose.createConnection();
  const open = (): Promise<boolean> => tryOpen(connection, uri, answerWithinMs);
  void keepOpen(connection, open, await open());
  return connection;
}

/** Whether the server answers now. Never throws; takes up to some seconds to say no. */
export async function isUp(connection: Connection): Promise<boolean> {
  const within = new AbortController();
  const asked = connection.db?.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  const late = sleep(GIVE_UP_AFTER_MS + 1_000, false, { ref: false, signal: within.signal }).catch(() => false);
  const isThere = await Promise.race([asked ?? false, late]);
  within.abort();
  return isThere;
}

async function tryOpen(connection: Connection, uri: string, answerWithinMs: number): Promise<boolean> {
  try {
    await connection.openUri(uri, {
      serverSelectionTimeoutMS: GIVE_UP_AFTER_MS,
      connectTimeoutMS: GIVE_UP_AFTER_MS,
      heartbeatFrequencyMS: ASK_EVERY_MS,
      socketTimeoutMS: answerWithinMs,
      waitQueueTimeoutMS: answerWithinMs,
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

/**
 * The driver reconnects by itself, but only once it has been connected; and as long as it asks the server how it is, which
 * was seen to end for good after a kill under load. Then it is opened anew.
 */
async function keepOpen(connection: Connection, open: () => Promise<boolean>, isOpen: boolean): Promise<void> {
  const closed = { byOwner: false, isReopened: false };
  connection.on('close', () => (closed.byOwner ||= !closed.isReopened));
  const isOver = (): boolean => closed.byOwner;
  for (let asks = isOpen ? watchAsking(connection) : undefined; !isOver();) {
    await sleep(RETRY_EVERY_MS, undefined, { ref: false });
    if (isOver() || asks?.() === true) continue;
    if (asks !== undefined) {
      closed.isReopened = true;
      await connection.close().catch(() => undefined);
      closed.isReopened = false;
    }
    asks = (await open()) ? watchAsking(connection) : undefined;
  }
}

/** Answers whether the driver still asks the server how it is. Not by the clock of the machine, which may be set. */
function watchAsking(connection: Connection): () => boolean {
  let asked = performance.now();
  const client = connection.getClient();
  for (const event of ['serverHeartbeatSucceeded', 'serverHeartbeatFailed'] as const)
    client.on(event, () => (asked = performance.now()));
  let silent = 0;
  return () => {
    silent = performance.now() - asked > ASKED_WITHIN_MS ? silent + 1 : 0;
    // Twice: a process that stood still itself hears first what has happened meanwhile.
    return silent < 2;
  };
}
