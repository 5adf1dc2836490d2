import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { both } from '../../domain/text';
import { fieldErrors } from '../field-errors';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';

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
  const contacts = rowsOf(csv).flatMap(({ line, row }) => {
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
  if (contacts.length === 0 && errors.length === 0)
    errors.push({ field: 'csv', code: 'empty', message: both('没有数据行。', 'It has no line of data.') });
  if (errors.length > 0) throw invalid(errors.slice(0, 50));
  return contacts;
}

function rowsOf(csv: string): { line: number; row: Record<string, string> }[] {
  try {
    const rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true });
    return (rows as unknown as { info: { lines: number }; record: Record<string, string> }[]).map(
      ({ info, record }) => ({ line: info.lines, row: record }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid([{ field: 'csv', code: 'not_csv', message: both('不是有效的 CSV。', error.message) }]);
  }
}
