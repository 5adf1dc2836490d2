import type { EffectOutcome, Effects } from '../../domain/activity-contract';
import type { RemedyLedger } from '../../models/remedy-ledger';
import type { RemedyGateway } from '../ports/remedy-gateway';
import type { RemedyDefinition } from './contract';

export interface UndoRemedyDeps {
  ledger: Pick<RemedyLedger, 'byKey' | 'move'>;
  gateway: RemedyGateway;
  remedies: ReadonlyMap<string, RemedyDefinition>;
}

/**
 * Takes back what was executed under the key `of`. Harmless where nothing was executed, and as often as it is repeated;
 * `undone` in the result says whether this remedy is one that was taken back. Fails for good where a remedy can't be
 * taken back, where the gateway refuses, or where nobody knows yet whether it was executed.
 *
 * Throws what is worth another attempt: a gateway takes back by key, so a lost answer only means asking again.
 */
export function createUndoRemedy({ ledger, gateway, remedies }: UndoRemedyDeps): Effects['undoRemedy'] {
  return async ({ of }) => {
    const entry = await ledger.byKey(of);
    switch (entry?.status) {
      case undefined:
      case 'failed':
        return succeeded(false);
      case 'undone':
        return succeeded(true);
      case 'pending':
      case 'sent':
      case 'unknown':
        return failed('outcomeUnknown');
      case 'executed':
        break;
    }
    const { no, key, kind } = entry;
    const remedy = remedies.get(kind);
    if (remedy === undefined) return failed('unknownRemedy');
    if (remedy.undo === undefined) return failed('cannotBeUndone');
    const answer = await remedy.undo({ no, key, kind }, { gateway });
    if (answer.status === 'refused') return failed(answer.reason);
    // `absent`: the gateway has nothing under this key (any more), so there is nothing left to take back.
    await ledger.move(of, ['executed'], 'undone');
    return succeeded(true);
  };
}

function succeeded(undone: boolean): EffectOutcome {
  return { status: 'succeeded', result: { undone } };
}

function failed(reason: string): EffectOutcome {
  return { status: 'failed', result: { reason } };
}
