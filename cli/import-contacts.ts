import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PlainContact } from '../api/proceedings/contacts';
import { contactRows, MOST_CONTACTS } from '../api/proceedings/contacts';
import type { TableFault } from '../domain/imports/tables/fault';
import { faultText } from '../domain/imports/tables/fault';
import { both } from '../domain/values/text';
import { TokenIndex } from '../vault/search-tokens';
import type { ApiClient } from './api-client';
import { ApiProblem } from './api-client';
import type { RowsFile } from './read-rows';
import { decodeFile } from './read-rows';

export interface ContactsImportOptions {
  /** CSV with the columns `name`, `email`, `phone` and `language`; others are left behind. */
  file: string;
  /** As `--encoding` says; otherwise it is found out, or the file is refused. */
  encoding?: string;
  incident: string;
  /** Absent: nothing is sent (dry run). */
  client?: Pick<ApiClient, 'persist' | 'post'>;
  /**
   * Written anew by each import: a JSON object with line and reasons for each row refused, and as `faults` the same with
   * line, column, field and both languages; nobody's data.
   */
  report: string;
  /** Told how the file is encoded and which columns it has, before anything is sent. */
  onOpened?: (opened: Omit<RowsFile, 'rows'>) => void;
  /** Told after each part. */
  onProgress?: (progress: { sent: number; of: number }) => void;
}

export interface ImportedContacts {
  /** The list's name, made of who is on it: the same people are the same list, whatever their order or encoding. */
  list: string;
  read: number;
  refused: number;
  good: number;
  /** Those that were not there before. */
  added: number;
}

/** People sent at once: far below what a request may weigh. */
const PART = 500;

/**
 * Makes a file a list of the other customers of an incident; nobody is contacted yet. Idempotent: people stand in the
 * list in an order of their own, so that an import that was broken off is simply started again, and the same people twice,
 * with rows moved or in another encoding, add nobody. Refused rows are reported with line, column and reason and never stop
 * the others.
 *
 * @throws before anything is sent: TableRefused if the file can't be read, or if it has more people than a list can have;
 *   ApiProblem where the server refuses
 */
export async function importContacts(options: ContactsImportOptions): Promise<ImportedContacts> {
  const { file, incident, client, onProgress } = options;
  const { contacts, read, refused } = readContactsFrom(options);
  const list = `file-${inLetters(createHash('sha256').update(JSON.stringify(contacts)).digest('hex').slice(0, 24))}`;
  if (contacts.length > MOST_CONTACTS)
    throw new Error(`${file} has ${contacts.length} people; a list may have at most ${MOST_CONTACTS}. Split the file`);
  let added = 0;
  if (client !== undefined)
    for (let sent = 0; sent < contacts.length; sent += PART) {
      const part = contacts.slice(sent, sent + PART);
      const more = sent + PART < contacts.length;
      const stored = await send(client, incident, { list, contacts: part, from: sent + 1, more });
      if (stored === undefined) break;
      added += stored;
      onProgress?.({ sent: sent + part.length, of: contacts.length });
    }
  return { list, read, refused, good: contacts.length, added };
}

/** A name of a list must hold no telephone number, so it has few digits: these are letters here. */
function inLetters(hex: string): string {
  return hex.replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}

/** How many were new; undefined if the list is registered already, and with it everybody in it. */
async function send(
  client: Pick<ApiClient, 'persist' | 'post'>,
  incident: string,
  part: { list: string; contacts: PlainContact[]; from: number; more: boolean },
): Promise<number | undefined> {
  const path = `/incidents/${encodeURIComponent(incident)}/contacts`;
  try {
    const key = `${part.list}:${part.from}`;
    return (await client.persist(() => client.post<{ stored: number }>(path, part, key))).stored;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'AlreadySo') return undefined;
    throw error;
  }
}

function readContactsFrom({ file, encoding, report, onOpened }: ContactsImportOptions): {
  contacts: PlainContact[];
  read: number;
  refused: number;
} {
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, '');
  const { text, ...decoded } = decodeFile(file, encoding);
  const { header, rows } = contactRows(text);
  onOpened?.({ decoded, header });
  const contacts: PlainContact[] = [];
  // Knows spellings of one number or address as the same, under a key that nobody needs again.
  const tokens = new TokenIndex(randomBytes(32));
  const lineOf = new Map<string, number>();
  let read = 0;
  for (const row of rows) {
    read++;
    const faults = 'faults' in row ? row.faults : take(row.line, row.contact);
    const upTo = 'faults' in row && row.upTo > row.line ? { upTo: row.upTo } : {};
    if (faults.length > 0)
      appendFileSync(
        report,
        `${JSON.stringify({ line: row.line, ...upTo, reasons: faults.map(faultText), faults })}\n`,
      );
  }
  const inOrder = contacts
    .map((contact) => ({ contact, key: JSON.stringify(Object.entries(contact).sort()) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ contact }) => contact);
  return { contacts: inOrder, read, refused: read - contacts.length };

  /** Why not, if not. */
  function take(line: number, contact: PlainContact): TableFault[] {
    const known = tokens.addresses(contact);
    const earlier = known.map((token) => lineOf.get(token)).find((other) => other !== undefined);
    if (earlier !== undefined) {
      const message = both(`与第 ${earlier} 行是同一人。`, `Same person as in line ${earlier}.`);
      return [{ line, code: 'twice', message }];
    }
    for (const token of known) lineOf.set(token, line);
    contacts.push(contact);
    return [];
  }
}
