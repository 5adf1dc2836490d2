import { setTimeout as sleep } from 'node:timers/promises';
import { problemOf } from './engine';

const SOONEST_MS = 5;
const LATEST_MS = 200;

/**
 * Waits until the read model of a case or a proceeding has its events up to a number, so that whoever reads after an
 * answer finds what they have done. Neither waits for a store itself: they take further actions while there is none.
 *
 * @param until as `Date.now()` tells it
 * @throws Problem AnswerLate when they are not there by then: they will be, and a repeat with the key is answered
 */
export async function untilStored(
  readModel: { seqOf: (no: string) => Promise<number> },
  { no, upTo }: { no: string; upTo: number },
  { key, until }: { key: string; until: number },
): Promise<void> {
  for (let pause = SOONEST_MS; ; pause = Math.min(2 * pause, LATEST_MS)) {
    let outage: unknown;
    const stored = await readModel.seqOf(no).catch((error: unknown) => {
      outage = error;
      return 0;
    });
    if (stored >= upTo) return;
    if (Date.now() + pause > until) throw problemOf({ kind: 'late' }, outage, key);
    await sleep(pause);
  }
}
