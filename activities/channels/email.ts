import { createHash } from 'node:crypto';
import { z } from 'zod';
import { both } from '../../domain/text';
import type { MailTransport } from '../ports/mail-transport';
import type { SendingChannel } from './channel';

const addressSchema = z.email().max(254);

export interface EmailOptions {
  transport: MailTransport;
  /** The sender's address, without a name; its domain is also that of the Message-IDs. */
  from: string;
}

/**
 * Mail as plain text. The Message-ID follows from the key, so that a mailbox which gets a repeat (the mail server took
 * it, but we died before we knew) can tell that it is the same.
 */
export function createEmailChannel({ transport, from }: EmailOptions): SendingChannel {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    name: 'email',
    title: both('电子邮件', 'Email'),
    byPerson: false,
    async send({ key, no, to, subject, text }) {
      // One address and nothing else: "a@b.cn, c@d.cn" in the field of a form must not become two recipients.
      const { data: address } = addressSchema.safeParse(to.address.trim());
      if (address === undefined) return { status: 'refused', reason: 'noAddress' };
      const messageId = `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
      const receipt = await transport.deliver({
        ...(no === undefined ? {} : { no }),
        ...{ key, messageId, from, to: { ...to, address }, subject, text },
      });
      return receipt.taken
        ? { status: 'sent', messageId }
        : { status: 'refused', reason: 'refused', ...(receipt.code === undefined ? {} : { code: receipt.code }) };
    },
  };
}
