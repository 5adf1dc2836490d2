import type { EffectOutcome, Effects } from '../../domain/activity-contract';
import type { RemedyLedger } from '../../models/remedy-ledger';

/**
 * Books what a person found out about a remedy whose outcome nobody knew. Also where the engine gave up on an attempt
 * before the ledger was told (`pending`, `sent`). The first finding holds: a repeat of it is answered alike, another
 * one fails.
 */
export function createSettleRemedy({
  ledger,
}: {
  ledger: Pick<RemedyLedger, 'byKey' | 'move'>;
}): Effects['settleRemedy'] {
  return async ({ key, of, executed }): Promise<EffectOutcome> => {
    const found = executed ? 'executed' : 'failed';
    const moved = await ledger.move(of, ['unknown', 'sent', 'pending'], found, { outcome: { settledUnder: key } });
    const entry = moved ?? (await ledger.byKey(of));
    if (entry === undefined) return { status: 'failed', result: { reason: 'noSuchRemedy' } };
    if (entry.status !== found) return { status: 'failed', result: { reason: 'settledAlready', as: entry.status } };
    return { status: 'succeeded' };
  };
}
