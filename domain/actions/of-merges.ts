import type { Envelope } from '../envelope';
import type { Refusal } from '../refusal';
import { refuse } from '../refusal';
import { both } from '../text';

/** A complaint speaks for itself, and for those that were merged into it. */
export function refuseOthers({ by, data }: Envelope<{ from: string; via?: string | undefined }>): Refusal | undefined {
  return by.id === (data.via ?? data.from)
    ? undefined
    : refuse('WrongRole', 403, both('只能由被并入的投诉发出。', 'Only the merged complaint may send this.'));
}
