import type { Connection, IndexDefinition } from 'mongoose';
import { storeFailureOf } from './store-failure';

/** An index that is being made, and how many of how many are there by now. */
export interface IndexStep {
  collection: string;
  index: string;
  done: number;
  of: number;
  /** `building`: it takes longer than an answer may, and goes on. */
  what: 'made' | 'building' | 'failed';
  error?: unknown;
}
export type IndexProgress = (step: IndexStep) => void;

/** Some indexes could not be made: what asks for them reads every row. */
export class IndexesMissing extends Error {
  override readonly name = 'IndexesMissing';

  constructor(missing: readonly string[], cause: unknown) {
    super(`Indexes that could not be made: ${missing.join(', ')}`, { cause });
  }
}

interface Wanted {
  collection: string;
  index: string;
  make: () => Promise<unknown>;
}

/** Makes every index that the schemas of a connection's models declare and that is not there yet. */
export async function buildIndexes(connection: Connection, progress: IndexProgress = () => undefined): Promise<void> {
  const wanted: Wanted[] = [];
  for (const { collection, schema } of Object.values(connection.models)) {
    const declared = schema.indexes();
    if (declared.length === 0) continue;
    const there = new Set((await indexesOf(connection, collection.collectionName)).map(nameOf));
    for (const [keys, { unique }] of declared) {
      const index = nameOf(keys);
      if (there.has(index)) continue;
      const make = (): Promise<unknown> => collection.createIndex(keys as never, unique === true ? { unique } : {}, {});
      wanted.push({ collection: collection.collectionName, index, make });
    }
  }
  await makeAll(wanted, progress);
}

/** One after the other: two at once take as long, and more memory. */
export async function makeAll(wanted: readonly Wanted[], progress: IndexProgress): Promise<void> {
  const failed: { name: string; error: unknown }[] = [];
  for (const [i, { collection, index, make }] of wanted.entries()) {
    const step = { collection, index, of: wanted.length };
    for (let isOver = false; !isOver;) {
      try {
        await make();
        progress({ ...step, done: i + 1 - failed.length, what: 'made' });
        isOver = true;
      } catch (error) {
        // The server goes on with what it has begun, and whoever asks again waits for the same.
        isOver = storeFailureOf(error) !== 'slow';
        progress({ ...step, done: i - failed.length, what: isOver ? 'failed' : 'building', error });
        if (isOver) failed.push({ name: `${collection}.${index}`, error });
      }
    }
  }
  if (failed.length > 0)
    throw new IndexesMissing(
      failed.map(({ name }) => name),
      failed[0]?.error,
    );
}

async function indexesOf(connection: Connection, name: string): Promise<IndexDefinition[]> {
  try {
    return (await connection.collection(name).indexes()).map(({ key }) => key as IndexDefinition);
  } catch (error) {
    if (storeFailureOf(error) !== undefined) throw error;
    // There is no such collection yet.
    return [];
  }
}

/** As MongoDB names them by itself. */
function nameOf(keys: IndexDefinition): string {
  return Object.entries(keys)
    .map(([field, direction]) => `${field}_${String(direction)}`)
    .join('_');
}
