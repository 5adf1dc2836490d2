/** Prepares the namespace of a given Temporal server, and waits for a server that is about to serve; for containers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../domain/case/search-attributes';
import { prepareNamespace } from './namespace';

const { TEMPORAL_ADDRESS = '127.0.0.1:7233', TEMPORAL_NAMESPACE = 'default' } = process.env;
/** A new namespace is known everywhere in a server after about ten seconds. */
const WITHIN_MS = 60_000;
const PAUSE_MS = 1_000;

async function prepare(): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    try {
      await prepareNamespace(TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, SEARCH_ATTRIBUTES);
      console.log(`namespace ${TEMPORAL_NAMESPACE} is ready`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

prepare().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
