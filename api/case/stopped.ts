import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { Problem } from '../problem';
import { askWithin, failureOf } from './engine';

/**
 * The problem of a file that is open by its events and no longer in the engine, if its workflow did not end by itself:
 * whoever acts on it is not told that it is closed, for it can be revived. Undefined where it has just closed.
 */
export async function stopped({ temporal, config }: Deps, no: string, key: string): Promise<Problem | undefined> {
  const handle = temporal.workflow.getHandle(no);
  try {
    const { status } = await askWithin(temporal, config.readWithinMs, () => handle.describe());
    if (status.name === 'COMPLETED' || status.name === 'RUNNING') return undefined;
  } catch (error) {
    if (failureOf(error).kind !== 'notOpen') throw error;
  }
  return new Problem('CaseStopped', {
    detail: both(
      '案件的流程已意外停止，未办理此操作。',
      'The workflow of this case has stopped unexpectedly. Nothing was done.',
    ),
    wayOut: both(
      '运维人员恢复案件后，请用同一幂等键重试。',
      'Retry with the same key after operations have restored the case.',
    ),
    headers: { 'Idempotency-Key': key, 'Retry-After': '60' },
    more: { idempotencyKey: key },
  });
}
