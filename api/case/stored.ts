import { setTimeout as sleep } from 'node:timers/promises';
import type { Register } from '../../models/register';
import { problemOf } from './engine';

const SOONEST_MS = 5;
const LATEST_MS = 200;

/**
 * Waits until the register has a case's events up to a number, so that whoever reads after an answer finds what they
 * have done. The case itself waits for no store: it takes further actions while there is none.
 *
 * @param until as `Date.now()` tells it
 * @throws Problem AnswerLate when they are not there by then: they will be, and a repeat with the key is answered
 */
export async function untilStored(
  register: Pick<Register, 'seqOf'>,
  { no, upTo }: { no: string; upTo: number },
  { key, until }: { key: string; until: number },
): Promise<void> {
  for (let pause = SOONEST_MS; ; pause = Math.min(2 * pause, LATEST_MS)) {
    let outage: unknown;
    const stored = await register.seqOf(no).catch((error: unknown) => {
      outage = error;
      return 0;
    });
    if (stored >= upTo) return;
    if (Date.now() + pause > until) throw problemOf({ kind: 'late' }, outage, key);
    await sleep(pause);
  }
}
