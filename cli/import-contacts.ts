import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fieldErrors } from '../api/field-errors';
import type { PlainContact } from '../api/proceedings/contacts';
import { contactOf, MOST_CONTACTS } from '../api/proceedings/contacts';
import { TokenIndex } from '../vault/search-tokens';
import type { ApiClient } from './api-client';
import { ApiProblem } from './api-client';
import { readRows } from './read-rows';

export interface ContactsImportOptions {
  /** CSV with the columns `name`, `email`, `phone` and `language`; others are left behind. */
  file: string;
  incident: string;
  /** Absent: nothing is sent (dry run). */
  client?: Pick<ApiClient, 'persist' | 'post'>;
  /** Written anew by each import: a JSON object with line and reasons for each row refused, and nobody's data. */
  report: string;
  /** Told after each part. */
  onProgress?: (progress: { sent: number; of: number }) => void;
}

export interface ImportedContacts {
  /** The list's name, made of what the file says: the same file is the same list. */
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
 * list at their place in the file, so that an import that was broken off is simply started again, and the same file twice
 * adds nobody. Refused rows are reported with line and reason and never stop the others.
 *
 * @throws before anything is sent, if it has more people than a list can have; ApiProblem where the server refuses
 */
export async function importContacts(options: ContactsImportOptions): Promise<ImportedContacts> {
  const { file, incident, client, report, onProgress } = options;
  const list = `file-${inLetters(createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 24))}`;
  const { contacts, read, refused } = await readContactsFrom(file, report);
  if (contacts.length > MOST_CONTACTS)
    throw new Error(
      `${file} has ${contacts.length} people, and a list at most ${MOST_CONTACTS}: make several files of it`,
    );
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

async function readContactsFrom(
  file: string,
  report: string,
): Promise<{ contacts: PlainContact[]; read: number; refused: number }> {
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, '');
  const contacts: PlainContact[] = [];
  // Knows spellings of one number or address as the same, under a key that nobody needs again.
  const tokens = new TokenIndex(randomBytes(32));
  const lineOf = new Map<string, number>();
  let read = 0;
  for await (const { line, row, problem } of readRows(file, 'csv')) {
    read++;
    const reasons = row === undefined ? [problem ?? 'unreadable'] : take(line, row);
    if (reasons.length > 0) appendFileSync(report, `${JSON.stringify({ line, reasons })}\n`);
  }
  return { contacts, read, refused: read - contacts.length };

  /** Why not, if not. */
  function take(line: number, row: Record<string, unknown>): string[] {
    const parsed = contactOf(row);
    if (!parsed.success) return fieldErrors(parsed.error).map(({ field, message }) => `${field}: ${message.en}`);
    const { email, phone } = parsed.data;
    const known = [tokens.mail(email ?? ''), tokens.phone(phone ?? '')].filter((token) => token !== undefined);
    const earlier = known.map((token) => lineOf.get(token)).find((other) => other !== undefined);
    if (earlier !== undefined) return [`the same person as in line ${earlier}`];
    for (const token of known) lineOf.set(token, line);
    contacts.push(parsed.data);
    return [];
  }
}
