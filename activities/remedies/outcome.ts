import type { EffectOutcome } from '../../domain/activity-contract';
import type { RemedyEntry } from '../../models/remedy-ledger';

/**
 * What the ledger says of a remedy that has come to an end; undefined while it has not. A repeat is answered with it,
 * so an entry that was executed stays executed for whoever ordered it, also after it was taken back.
 */
export function outcomeOf({ status, outcome }: RemedyEntry): EffectOutcome | undefined {
  const result = outcome === undefined ? {} : { result: outcome };
  switch (status) {
    case 'pending':
    case 'sent':
      return undefined;
    case 'executed':
    case 'undone':
      return { status: 'succeeded', ...result };
    case 'failed':
      return { status: 'failed', ...result };
    case 'unknown':
      return { status: 'unknown', ...result };
  }
}
