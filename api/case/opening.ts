import type { Actor } from '../../domain/envelope';
import { Vault } from '../../vault/vault';
import type { SignedCall } from '../operation';

/** A vault for one request: what it opens for whom is noted in the log, by numbers and ids. */
export function vaultFor({ deps, actor, log }: Pick<SignedCall, 'deps' | 'actor' | 'log'>): Vault {
  return new Vault(deps.keyStore, {
    onOpen: ({ no, opened, erased, unreadable }) =>
      log.info({ no, opened, erased, unreadable, ...asReader(actor) }, 'opened'),
  });
}

function asReader(actor: Actor): Record<string, string> {
  return { staff: actor.id, ...(actor.for === undefined ? {} : { for: actor.for }) };
}
