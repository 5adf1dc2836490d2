import { both } from '../../domain/text';
import type { SmsTransport } from '../ports/sms-transport';
import type { SendingChannel } from './channel';

/** Digits, with a leading + where there is a country code. */
const NUMBER = /^\+?\d{5,15}$/;

/** Short messages. What the transport has not delivered has told nobody. */
export function createSmsChannel({ transport }: { transport: SmsTransport }): SendingChannel {
  return {
    name: 'sms',
    title: both('短信', 'SMS'),
    byPerson: false,
    async send({ key, no, to, text }) {
      if (no === undefined) throw new TypeError('A short message is about a complaint');
      const number = to.address.normalize('NFKC').replace(/[\s().-]/g, '');
      if (!NUMBER.test(number)) return { status: 'refused', reason: 'noAddress' };
      const receipt = await transport.deliver({
        ...{ key, no, text: text.trim() },
        to: { number, ...(to.name === undefined ? {} : { name: to.name }) },
      });
      return receipt.delivered
        ? { status: 'sent', messageId: receipt.reference }
        : { status: 'refused', reason: 'refused', why: receipt.reason };
    },
  };
}
