import { ADDRESS_NAMES } from '../domain/channels/channels';
import type { AddressName } from '../domain/channels/channels';
import { DEFINED_EVENTS } from '../domain/defined-events';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Intake } from '../domain/case/intake';
import { isSealed } from '../domain/values/sealed';
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
 * the customer, and the complainant's addresses as such. What can't be opened any more has none.
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

/** The tokens of the addresses that an event names as the complainant's. */
export function contactTokensOf(event: CaseEvent, keys: SearchKeys): Promise<string[]> {
  return addressTokens(textsOf(event).addresses, event.no, keys);
}

/** The tokens of addresses that are sealed for a case. */
export async function addressTokens(
  sealed: Partial<Record<AddressName, string | undefined>>,
  no: string,
  { vault, tokenIndex }: { vault: Vault; tokenIndex: Pick<TokenIndex, 'addresses'> },
): Promise<string[]> {
  const opened = await Promise.all(
    ADDRESS_NAMES.map(async (kind) => [kind, await openText(vault, sealed[kind], no)] as const),
  );
  return tokenIndex.addresses(Object.fromEntries(opened));
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
  addresses: Intake['complainant'];
}

function textsOf(event: CaseEvent): Texts {
  if (hasWords(event.type)) return { words: [textOr(event.data['text'])], addresses: {} };
  if (event.type !== 'ComplaintRecorded') return { words: [], addresses: {} };
  const { complainant, demand, respondent, text, product, externalId, outside } = event.data['intake'] as Intake;
  return {
    words: [
      ...[text, demand.text, respondent.text, complainant.name, complainant.account],
      ...[product, externalId, outside?.number],
    ],
    addresses: complainant,
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
