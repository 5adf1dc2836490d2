import type { Envelope } from '../file/envelope';
import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import type { CaseState } from '../case/state';
import { both } from '../values/text';

/** An incident speaks for itself alone. */
export function refuseOthers(message: Envelope<{ incident: string }>): Refusal | undefined {
  return message.by.id === message.data.incident
    ? undefined
    : refuse('WrongRole', 403, both('只能由该批量事件发出。', 'Only the incident itself may send this.'));
}

/** Nor does one that the case does not belong to. */
export function refuseStrangers(state: CaseState, message: Envelope<{ incident: string }>): Refusal | undefined {
  const notMember = refuse('AlreadySo', 409, both('本案不属于该事件。', 'The case is not linked to that incident.'));
  return refuseOthers(message) ?? (state.incident?.no === message.data.incident ? undefined : notMember);
}
