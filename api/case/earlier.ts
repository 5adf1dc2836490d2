import type { Actor } from '../../domain/file/envelope';
import type { Intake } from '../../domain/case/intake';
import type { RegisterFilter } from '../../models/register-query';
import type { Vault } from '../../vault/vault';
import type { Deps } from '../deps';
import { ADDRESS_KINDS } from '../../domain/channels/channels';
import { hiddenFrom } from './hidden-from';
import { storedCase } from './read-case';
import type { ReadCase } from './read-case';
import { seenBy } from './seen-places';
import { mayKnowComplainant } from './withheld';

/** By what somebody who calls is known again. */
export const KNOWN_BY = ['phone', 'account', 'name', 'product'] as const;
export type KnownBy = (typeof KNOWN_BY)[number];
export type Caller = Partial<Record<KnownBy, string>>;

/** An earlier complaint that is the caller's, or of the same product. */
export interface Earlier {
  readonly read: ReadCase;
  readonly matched: readonly KnownBy[];
  /** As it was registered; only where the complainant is the caller by phone, account or name. */
  readonly name?: string;
}

/** Looked at for each thing that is known, the newest first. */
const MOST_OF_EACH = 20;

/**
 * Complaints that may be the caller's, as far as this reader may know who complains in each: one in which they may not
 * is passed over as if it were not there, whatever it is looked for by, so that nothing here confirms who reported
 * something. Each is looked into, and that is noted.
 */
export async function earlierOf(deps: Deps, actor: Actor, caller: Caller, vault: Vault): Promise<Earlier[]> {
  const numbers = await candidates(deps, actor, caller);
  const found = await Promise.all(
    numbers.map(async (no): Promise<Earlier[]> => {
      const read = await storedCase(deps, no);
      if (read?.state.intake === undefined || !mayKnowComplainant(actor, read)) return [];
      const { complainant, product } = await vault.openDeep(
        { complainant: read.state.intake.complainant, product: read.state.intake.product },
        no,
      );
      const matched = KNOWN_BY.filter((by) => isSame(deps, by, caller[by], valueOf({ complainant, product }, by)));
      if (matched.length === 0) return [];
      const isTheirs = matched.some((by) => by !== 'product');
      return [{ read, matched, ...(isTheirs && complainant.name !== undefined ? { name: complainant.name } : {}) }];
    }),
  );
  return found.flat().sort(openFirst);
}

async function candidates(deps: Deps, actor: Actor, caller: Caller): Promise<string[]> {
  const hidden = await hiddenFrom(deps, actor);
  const pages = await Promise.all(
    KNOWN_BY.flatMap((by) => caller[by] ?? []).map((text) => {
      const filter: RegisterFilter = { text, ...seenBy(actor), notFoundByWords: hidden };
      return deps.models.register.list(filter, { by: 'recordedAt', descending: true }, { limit: MOST_OF_EACH });
    }),
  );
  return [...new Set(pages.flatMap(({ items }) => items.map(({ no }) => no)))];
}

function valueOf({ complainant, product }: Pick<Intake, 'complainant' | 'product'>, by: KnownBy): string | undefined {
  return by === 'product' ? product : complainant[by];
}

/** The words of a case are found anywhere in it: whether they are the caller's is looked up in what they are. */
function isSame({ models }: Deps, by: KnownBy, asked: string | undefined, known: string | undefined): boolean {
  if (asked === undefined || known === undefined) return false;
  const tokenOf = (text: string) => models.searchKeys.tokenIndex.address(ADDRESS_KINDS.phone, text);
  if (by === 'phone') return tokenOf(asked) !== undefined && tokenOf(asked) === tokenOf(known);
  return plain(asked) === plain(known);
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

function openFirst(a: Earlier, b: Earlier): number {
  const isClosed = ({ read }: Earlier): number => Number(read.state.status === 'closed');
  return isClosed(a) - isClosed(b) || (b.read.state.recordedAt ?? '').localeCompare(a.read.state.recordedAt ?? '');
}
