import { Vault } from '../../vault/vault';
import type { SignedCall } from '../operation';

/** A vault for one request: what it opens for whom is noted in log and access record, by numbers and ids. */
export function vaultFor({ deps, actor, log }: Pick<SignedCall, 'deps' | 'actor' | 'log'>): Vault {
  return new Vault(deps.keyStore, {
    onOpen: (note) => {
      const { id, for: colleague } = actor;
      const inPlaceOf = colleague === undefined ? {} : { for: colleague };
      log.info({ ...note, staff: id, ...inPlaceOf }, 'opened');
      deps.models.accessRecord.note({
        ...{ at: deps.clock().toISOString(), kind: 'opened', account: id, ...inPlaceOf },
        ...note,
      });
    },
  });
}
