import { z } from 'zod';

/**
 * A mail in the folder of an installation without a mail server, one JSON file each. Address, subject and text are
 * sealed under the case's key, so that erasing a person reaches them too: whoever shows a mail opens it first.
 */
export const storedMailSchema = z.strictObject({
  /** What it was sent under: a repeat takes its place. */
  key: z.string(),
  /** Complaint number; a report has none, and is not sealed. */
  no: z.string().optional(),
  messageId: z.string(),
  /** ISO instant at which it was written (last). */
  at: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});
export type StoredMail = z.output<typeof storedMailSchema>;
