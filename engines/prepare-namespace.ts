/** Prepares the namespace of a given Temporal server, and waits for a server that is about to serve; for containers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SEARCH_ATTRIBUTES } from '../domain/case/search-attributes';
import { readTemporal } from '../temporal/target';
import { TemporalUnreachable } from '../temporal/why-unreachable';
import { prepareNamespace } from './namespace';
import { NamespaceUnfit } from './namespace-unfit';

/** A new namespace is known everywhere in a server after about ten seconds. */
const WITHIN_MS = 60_000;
const PAUSE_MS = 1_000;

async function prepare(): Promise<void> {
  const target = readTemporal(process.env);
  const deadline = Date.now() + WITHIN_MS;
  let told = '';
  for (;;) {
    try {
      await prepareNamespace(target, SEARCH_ATTRIBUTES);
      console.log(`namespace ${target.namespace} is ready`);
      return;
    } catch (error) {
      const isLasting = error instanceof NamespaceUnfit || (error instanceof TemporalUnreachable && error.isLasting);
      if (isLasting || Date.now() > deadline) throw error;
      const why = messageOf(error);
      if (why !== told) console.error(`waiting: ${why}`);
      told = why;
      await sleep(PAUSE_MS);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

prepare().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
