import type { SignalDefinition } from '@temporalio/client';
import type { Envelope } from '../../domain/file/envelope';
import { full } from '../../domain/file/refusal';
import type { Deps } from '../deps';
import { refused } from '../problem';
import { askWithin } from './engine';

/**
 * How much history a run may have for a signal to be added, in bytes and in entries of the engine's, which ends it at 50
 * MiB or 51,200. What has been taken is journaled in the same run.
 */
const MOST = { historySize: 8 * 1024 * 1024, historyLength: 32_000 };

/**
 * Sends what nobody waits for. It is a signal: kept from then on whether a worker is there or not, which an update is
 * not before one has accepted it. No workflow can refuse it, so it is refused here while the run has no room for more.
 *
 * @throws Problem Busy while more waits to be stored than the run can take
 */
export async function sendInPassing(
  { temporal, config }: Deps,
  no: string,
  signal: SignalDefinition<[Envelope]>,
  message: Envelope,
): Promise<void> {
  const handle = temporal.workflow.getHandle(no);
  await askWithin(temporal, config.answerWithinMs, async () => {
    const { status, historyLength, historySize = 0 } = await handle.describe();
    const isFull = historyLength > MOST.historyLength || historySize > MOST.historySize;
    if (status.name === 'RUNNING' && isFull) throw refused(full());
    await handle.signal(signal, message);
  });
}
