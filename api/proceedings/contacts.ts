import { z } from 'zod';
import { ADDRESS_KINDS, ADDRESS_NAMES, addressesOf, byAddress, LETTERS } from '../../domain/channels/channels';
import type { AddressName } from '../../domain/channels/channels';
import type { TableFault } from '../../domain/imports/tables/fault';
import { TableRefused } from '../../domain/imports/tables/fault';
import type { Header } from '../../domain/imports/tables/header';
import { readTable } from '../../domain/imports/tables/table';
import type { TableRow } from '../../domain/imports/tables/table';
import { both } from '../../domain/values/text';
import type { Bilingual } from '../../domain/values/text';
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
    ...byAddress((kind) => addressSchema(kind).optional()),
    language: z.enum(['zh', 'en']).default('zh'),
  })
  .refine((contact) => Object.keys(addressesOf(contact)).length > 0, {
    path: [LETTERS],
    ...wants(ADDRESS_NAMES),
  });
export type PlainContact = z.output<typeof contactSchema>;

/** An address as somebody writes it down. */
export function addressSchema(kind: AddressName): z.ZodString {
  const { normal, wanted } = ADDRESS_KINDS[kind];
  return z
    .string()
    .trim()
    .max(254)
    .refine((text) => normal(text) !== undefined, wants([kind]))
    .meta({ description: wanted.en });
}

/** What is asked for, as a refusal says it in both languages. */
function wants(kinds: readonly AddressName[]): { error: string; params: { wanted: Bilingual } } {
  const all = kinds.map((kind) => ADDRESS_KINDS[kind].wanted);
  const wanted = both(all.map(({ zh }) => zh).join('或'), all.map(({ en }) => en).join(' or '));
  return { error: wanted.en, params: { wanted } };
}

const COLUMNS = ['name', ...ADDRESS_NAMES, 'language'];

/** A contact of a file with its line, or what is wrong with the row. */
export type ContactRow = { line: number; contact: PlainContact } | { line: number; upTo: number; faults: TableFault[] };

/**
 * The contacts of a CSV text by its columns: `name`, a kind of address each, `language`; an empty cell counts as none. What
 * else a customer file knows of people is left behind.
 *
 * @throws TableRefused if it is no table, or has no column of addresses
 */
export function contactRows(csv: string): { header: Header; rows: Iterable<ContactRow> } {
  const { header, rows } = readTable(csv, { known: COLUMNS });
  if (ADDRESS_NAMES.every((kind) => header.missing.includes(kind)))
    throw new TableRefused([
      {
        line: 1,
        code: 'missing_columns',
        message: both(
          `缺少列 ${ADDRESS_NAMES.join(' 或 ')}。列名为 ${COLUMNS.join('、')}，之间用英文逗号分隔。`,
          `The column ${ADDRESS_NAMES.join(' or ')} is missing. Use the columns ${COLUMNS.join(', ')}, separated by commas.`,
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
