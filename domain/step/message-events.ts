import type { PayloadsOf } from '../event';
import { event } from '../event';
import type { CaseState } from '../state';

/** By which template and way the customer was told, or not: `email`, `sms`, `phone`, `visit`; `none` for want of an address. */
interface Message {
  template: string;
  channel: string;
}

/** What became of each message to the customer; whatever stage sends one records it. */
export const MESSAGE_EVENTS = {
  MessageSent: event<Message>({
    audience: 'staff',
    apply: (state, message, { at }) => ({ messages: withMessage(state, message, 'sent', at) }),
  }),
  MessageFailed: event<Message & { reason?: string }>({
    audience: 'staff',
    apply: (state, message, { at }) => ({ messages: withMessage(state, message, 'failed', at) }),
  }),
};

export type MessagePayloads = PayloadsOf<typeof MESSAGE_EVENTS>;

function withMessage(
  { messages, round }: CaseState,
  { template, channel }: Message,
  status: 'sent' | 'failed',
  at: string,
): CaseState['messages'] {
  return [...messages, { template, channel, status, at, round }];
}
