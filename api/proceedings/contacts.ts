import { z } from 'zod';
import type { TableFault } from '../../domain/tables/fault';
import { TableRefused } from '../../domain/tables/fault';
import type { Header } from '../../domain/tables/header';
import { readTable } from '../../domain/tables/table';
import type { TableRow } from '../../domain/tables/table';
import { both } from '../../domain/text';
import { fieldErrors } from '../field-errors';
import { invalidTable } from '../table-faults';

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

/** A contact of a file with its line, or what is wrong with the row. */
export type ContactRow = { line: number; contact: PlainContact } | { line: number; upTo: number; faults: TableFault[] };

/**
 * The contacts of a CSV text by its columns `name`, `email`, `phone` and `language`; an empty cell counts as none. What
 * else a customer file knows of people is left behind.
 *
 * @throws TableRefused if it is no table, or has neither a column of addresses nor one of numbers
 */
export function contactRows(csv: string): { header: Header; rows: Iterable<ContactRow> } {
  const { header, rows } = readTable(csv, { known: COLUMNS });
  if (header.missing.includes('email') && header.missing.includes('phone'))
    throw new TableRefused([
      {
        line: 1,
        code: 'missing_columns',
        message: both(
          '缺少列 email 或 phone。列名为 name、email、phone、language，之间用英文逗号分隔。',
          'The column email or phone is missing. Use the columns name, email, phone and language, separated by commas.',
        ),
      },
    ]);
  return { header, rows: contactsOf(rows) };
}

function* contactsOf(rows: Iterable<TableRow>): Generator<ContactRow> {
  for (const row of rows) {
    if ('faults' in row) {
      yield row;
      continue;
    }
    const { line, values, placeOf } = row;
    const told = COLUMNS.map((column) => [column, values[column]]).filter(
      ([, text]) => text !== undefined && text !== '',
    );
    const parsed = contactSchema.safeParse(Object.fromEntries(told), { reportInput: true });
    if (parsed.success) yield { line, contact: parsed.data };
    else
      yield {
        ...{ line, upTo: line },
        faults: fieldErrors(parsed.error).map(({ field, code, message }) => ({
          ...{ line, ...placeOf(field) },
          ...{ field, code, message },
        })),
      };
  }
}

/** @throws Problem that names every cell that is wrong, TableRefused if it is no table; nothing of the file is taken then */
export function readContacts(csv: string): PlainContact[] {
  const faults: TableFault[] = [];
  const contacts: PlainContact[] = [];
  for (const row of contactRows(csv).rows)
    if ('faults' in row) faults.push(...row.faults);
    else contacts.push(row.contact);
  if (contacts.length > MOST_CONTACTS_AT_ONCE)
    faults.push({
      code: 'too_big',
      message: both(`一次最多 ${MOST_CONTACTS_AT_ONCE} 人。`, `At most ${MOST_CONTACTS_AT_ONCE} people at once.`),
    });
  if (faults.length > 0) throw invalidTable(faults);
  return contacts;
}
