import { DEFINED_EVENTS } from '../domain/defined-events';
import type { CaseEvent } from '../domain/events';
import type { Intake } from '../domain/intake';
import { isSealed } from '../domain/sealed';
import type { TokenIndex } from '../vault/search-tokens';
import { SealBroken } from '../vault/sealing';
import type { Vault } from '../vault/vault';

/** What opens and indexes the texts of cases. */
export interface SearchKeys {
  vault: Vault;
  tokenIndex: TokenIndex;
}

/** Tokens kept for one case at most; what comes later can't be found by its words. */
const MAX_TOKENS_OF_CASE = 10_000;

/**
 * The tokens by which a case is found once these events are part of it: words of what was reported, noted and written by
 * the customer, and the complainant's phone and mail as such. What can't be opened any more has none.
 */
export async function tokensWith(
  known: readonly string[],
  events: readonly CaseEvent[],
  { vault, tokenIndex }: SearchKeys,
): Promise<string[]> {
  const tokens = new Set(known);
  for (const event of events) {
    const { words } = textsOf(event);
    const opened = await Promise.all(words.map((text) => openText(vault, text, event.no)));
    const contacts = await contactTokensOf(event, { vault, tokenIndex });
    const found = [...contacts, ...tokenIndex.index(opened.filter((text) => text !== undefined).join('\n'))];
    for (const token of found) if (tokens.size < MAX_TOKENS_OF_CASE) tokens.add(token);
  }
  return [...tokens].sort();
}

/** The tokens of the phone and the mail that an event names as the complainant's. */
export async function contactTokensOf(event: CaseEvent, { vault, tokenIndex }: SearchKeys): Promise<string[]> {
  const { phone, mail } = textsOf(event);
  const contacts = [
    tokenIndex.phone((await openText(vault, phone, event.no)) ?? ''),
    tokenIndex.mail((await openText(vault, mail, event.no)) ?? ''),
  ];
  return contacts.filter((token) => token !== undefined);
}

/** Whether an event says anything that is searched for. */
export function isSearched({ type }: CaseEvent): boolean {
  return type === 'ComplaintRecorded' || hasWords(type);
}

/** Whether its `text` is what somebody of ours noted or the customer said. */
function hasWords(type: string): boolean {
  return DEFINED_EVENTS.get(type)?.searched === true;
}

interface Texts {
  words: (string | undefined)[];
  phone?: string | undefined;
  mail?: string | undefined;
}

function textsOf(event: CaseEvent): Texts {
  if (hasWords(event.type)) return { words: [textOr(event.data['text'])] };
  if (event.type !== 'ComplaintRecorded') return { words: [] };
  const { complainant, demand, respondent, text, product, externalId, outside } = event.data['intake'] as Intake;
  return {
    words: [
      ...[text, demand.text, respondent.text, complainant.name, complainant.account],
      ...[product, externalId, outside?.number],
    ],
    phone: complainant.phone,
    mail: complainant.email,
  };
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A damaged text can't be found, but it must not keep a case out of the register. */
export async function openText(vault: Vault, text: string | undefined, no: string): Promise<string | undefined> {
  if (text === undefined || !isSealed(text)) return text;
  try {
    return await vault.open(text, no);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
