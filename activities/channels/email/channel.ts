import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineChannel } from '../channel';
import type { Deliver } from '../channel';
import type { MailTransport } from '../mail-transport';
import { email } from './definition';
import { SmtpTransport } from './smtp-transport';

/** By a mail server; without one, mails land in the folder. */
export default defineChannel({
  definition: email,
  configuration: {
    SMTP_URL: z.url().optional(),
    /** Sender's address, without a name. */
    MAIL_FROM: z.email().default('redress@redress.example'),
  },
  open: ({ SMTP_URL: url, MAIL_FROM: from }, { folder }) =>
    byMail(url === undefined ? folder : new SmtpTransport(url), from),
});

/**
 * The Message-ID follows from the key, so that a mailbox which gets a repeat (the mail server took it, but we died before
 * we knew) can tell that it is the same.
 * @param from the sender's address, without a name; its domain is also that of the Message-IDs
 */
export function byMail(transport: MailTransport, from: string): Deliver {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return async (message) => {
    const mark = createHash('sha256').update(message.key).digest('hex').slice(0, 40);
    const messageId = `<${mark}@${domain}>`;
    const receipt = await transport.deliver({ ...message, messageId, from });
    return receipt.taken
      ? { status: 'sent', messageId }
      : { status: 'refused', reason: 'refused', ...(receipt.code === undefined ? {} : { code: receipt.code }) };
  };
}
