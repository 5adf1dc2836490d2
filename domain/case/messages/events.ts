import { event } from '../../event';

/** What the customer says by whatever channel. */
export const INBOUND_EVENTS = {
  /** `from`: the merged complaint whose words somebody has to read. */
  MessageReceived: event<{ channel: string; line: string; text?: string; answers?: object; from?: string }>({
    ...{ audience: 'staff', customersWords: true, searched: true, inReport: 'answers' },
    apply: (state, { channel, line }, event) => ({
      inbound: [...state.inbound, { at: event.at, channel, line, heeded: false }],
    }),
  }),
};
