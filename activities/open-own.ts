import { sealedFor } from '../domain/values/sealed';
import { SealBroken } from '../vault/sealing';
import type { Vault } from '../vault/vault';

/** Why a value can't be used outside: the person was erased, it doesn't open, or it is another case's. */
export class NotOpened extends Error {
  override readonly name = 'NotOpened';

  constructor(readonly reason: 'personErased' | 'unreadable' | 'otherCase') {
    super(`A sealed value can't be used: ${reason}`);
  }
}

/**
 * The text of a value that is sealed under the case's own key. Another case's is refused, because whoever proposes here
 * might not be allowed to read there, and a payment could go to another's account.
 * @throws NotOpened, never worth a retry. What the key store's disk throws is let through: that may be over in a moment.
 */
export async function openOwn(vault: Vault, no: string, sealed: string): Promise<string> {
  const owner = sealedFor(sealed)?.no;
  if (owner === undefined) throw new NotOpened('unreadable');
  if (owner !== no) throw new NotOpened('otherCase');
  let text: string | undefined;
  try {
    text = await vault.open(sealed, no);
  } catch (error) {
    if (error instanceof SealBroken) throw new NotOpened('unreadable');
    throw error;
  }
  if (text === undefined) throw new NotOpened('personErased');
  return text;
}

/**
 * A copy of a JSON value with everything sealed in it opened, for somebody outside who needs it: all of it, or nothing.
 * @throws NotOpened
 */
export async function openOwnDeep(vault: Vault, no: string, value: unknown): Promise<unknown> {
  if (typeof value === 'string') return sealedFor(value) === undefined ? value : openOwn(vault, no, value);
  if (Array.isArray(value)) return Promise.all(value.map((item: unknown) => openOwnDeep(vault, no, item)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    async ([name, item]: [string, unknown]) => [name, await openOwnDeep(vault, no, item)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
