import { SEARCH_ATTRIBUTES } from '../../domain/case/search-attributes';
import { onlyForAGivenServer, readTemporal, TemporalSettings } from '../../temporal/target';
import type { TemporalTarget } from '../../temporal/target';
import type { ManagedProcess } from '../managed-process';
import { pingMongo, startMongo } from '../mongo';
import { prepareNamespace } from '../namespace';
import { StartFailure } from '../start-failure';
import { startTemporal } from '../temporal-server';
import type { ServerOptions } from './server-options';

/** An engine that serves: one of ours, or a given one. */
export interface Serving {
  /** host:port, or a connection string. */
  readonly address: string;
  /** For a person: what it is and where it comes from. */
  readonly description: string;
  readonly uiUrl?: string;
}

/** Keeps a process running until everything ends. */
export type Keep = (start: (signal: AbortSignal) => Promise<ManagedProcess>) => Promise<void>;

/** Starts MongoDB, or reaches the given one. */
export async function serveMongo({ data, mongoPort }: ServerOptions, keep: Keep): Promise<Serving> {
  const given = process.env.MONGODB_URI;
  if (given) {
    const version = await answerOf('MONGODB_URI', pingMongo(given));
    return { address: given, description: `MongoDB ${version}, given by MONGODB_URI` };
  }
  let serving: Serving | undefined;
  await keep(async (signal) => {
    const engine = await startMongo({ port: mongoPort, dataDir: data, ownGroup: true, signal });
    serving = { address: engine.uri, description: `${engine.name}, from the ${engine.source}` };
    return engine;
  });
  return started(serving);
}

/** Starts Temporal, or prepares the given one's namespace. */
export async function serveTemporal({ data, temporalPort, uiPort }: ServerOptions, keep: Keep): Promise<Serving> {
  const given = givenTemporal(process.env);
  if (given !== undefined) {
    await answerOf('TEMPORAL_ADDRESS', prepareNamespace(given, SEARCH_ATTRIBUTES));
    return { address: given.address, description: 'given by TEMPORAL_ADDRESS' };
  }
  let serving: Serving | undefined;
  await keep(async (signal) => {
    const engine = await startTemporal({
      port: temporalPort,
      uiPort,
      dataDir: data,
      searchAttributes: SEARCH_ATTRIBUTES,
      ownGroup: true,
      signal,
    });
    const { address, uiUrl, source } = engine;
    serving = { address, uiUrl, description: `development server, from the ${source}` };
    return engine;
  });
  return started(serving);
}

async function answerOf<T>(variable: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(`The server named by ${variable} does not answer correctly: ${reason}`);
  }
}

function started(serving: Serving | undefined): Serving {
  if (!serving) throw new Error('keep() resolved without having started anything');
  return serving;
}

/** Where the cases live: only a given server can have another namespace: ours has one. */
export function namespaceOf(env: NodeJS.ProcessEnv): string {
  return givenTemporal(env)?.namespace ?? 'default';
}

/**
 * The server that the environment or a profile names; without one, we start ours, which none of the other settings fits.
 * @throws StartFailure
 */
function givenTemporal(env: NodeJS.ProcessEnv): TemporalTarget | undefined {
  try {
    const target = readTemporal(env);
    if (target.isGiven) return target;
  } catch (error) {
    if (error instanceof TemporalSettings) throw new StartFailure(error.message);
    throw error;
  }
  const useless = onlyForAGivenServer(env);
  if (useless.length === 0) return undefined;
  throw new StartFailure(
    `${useless.join(', ')}: set, but no server is named. Set TEMPORAL_ADDRESS as well, or neither`,
  );
}
