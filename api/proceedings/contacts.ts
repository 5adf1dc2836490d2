import { z } from 'zod';
import { both } from '../../domain/text';
import { fieldErrors } from '../field-errors';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';
import { readCsv } from '../read-csv';

/** So many customers a list can have. Its incident keeps figures of it and no more, however long it is. */
export const MOST_CONTACTS = 10_000;
/** So many of them come in one request. */
export const MOST_CONTACTS_AT_ONCE = 2_000;

/** One of the other customers concerned, as a list names them. */
export const contactSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200).optional(),
    email: z.email().max(254).optional(),
    phone: z
      .string()
      .trim()
      .max(40)
      .refine((text) => text.normalize('NFKC').replace(/\D/g, '').length >= 5, 'a phone number')
      .optional(),
    language: z.enum(['zh', 'en']).default('zh'),
  })
  .refine(({ email, phone }) => email !== undefined || phone !== undefined, {
    path: ['email'],
    message: 'an address or a phone number',
  });
export type PlainContact = z.output<typeof contactSchema>;

const COLUMNS = ['name', 'email', 'phone', 'language'] as const;

/**
 * The contact in a row of a file, by its columns `name`, `email`, `phone` and `language`; an empty one counts as none.
 * What else a customer file knows of people is left behind.
 */
export function contactOf(row: Readonly<Record<string, unknown>>) {
  const told = COLUMNS.map((column) => [column, row[column]]).filter(([, text]) => text !== undefined && text !== '');
  return contactSchema.safeParse(Object.fromEntries(told), { reportInput: true });
}

/** @throws Problem that names every line that is wrong; nothing of the file is taken then */
export function readContacts(csv: string): PlainContact[] {
  const errors: FieldError[] = [];
  const contacts = readCsv(csv).flatMap(({ line, row }) => {
    const read = contactOf(row);
    if (!read.success) errors.push(...fieldErrors(read.error, `csv:${line}`));
    return read.success ? [read.data] : [];
  });
  if (contacts.length > MOST_CONTACTS_AT_ONCE)
    errors.push({
      field: 'csv',
      code: 'too_big',
      message: both(`一次最多 ${MOST_CONTACTS_AT_ONCE} 人。`, `At most ${MOST_CONTACTS_AT_ONCE} people at once.`),
    });
  if (errors.length > 0) throw invalid(errors.slice(0, 50));
  return contacts;
}
