import type { Envelope } from '../file/envelope';
import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import { both } from '../values/text';

/** A complaint speaks for itself, and for those that were merged into it. */
export function refuseOthers({ by, data }: Envelope<{ from: string; via?: string | undefined }>): Refusal | undefined {
  return by.id === (data.via ?? data.from)
    ? undefined
    : refuse('WrongRole', 403, both('只能由被并入的投诉发出。', 'Only the merged complaint may send this.'));
}
