import { createHash } from 'node:crypto';
import type { MailTransport } from './mail-transport';
import type { Sms, SmsReceipt, SmsTransport } from './sms-transport';

/**
 * Where there is no SMS gateway, short messages land beside the mails, one file each, from the sender `sms`: whoever
 * reads that folder sees everything that was told.
 */
export class SmsFolder implements SmsTransport {
  constructor(private readonly mails: MailTransport) {}

  async deliver({ key, no, to, text }: Sms): Promise<SmsReceipt> {
    const reference = `sms-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
    const { number, name } = to;
    const receipt = await this.mails.deliver({
      // A mail under the same key is another message.
      ...{ key: `${key}/sms`, no, messageId: `<${reference}@sms>`, from: 'sms', subject: 'SMS', text },
      to: { address: number, ...(name === undefined ? {} : { name }) },
    });
    return receipt.taken ? { delivered: true, reference } : { delivered: false, reason: 'refused' };
  }
}
