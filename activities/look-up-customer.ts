import { isSealed } from '../domain/values/sealed';
import type { Effects } from '../domain/activity-contract';
import type { Vault } from '../vault/vault';
import { NotOpened, openOwn } from './open-own';
import type { CustomerFile, CustomerRecord } from './ports/customer-file';
import { same } from './ports/json-customer-file';

const PARTS = ['name', 'phone', 'account', 'product'] as const;

/**
 * Holds what a customer said of themselves against the customer file. The answer says which parts differ and nothing of
 * what either side holds, for it stands in histories.
 *
 * Fails for good with a `reason` where sealed values don't open (`personErased`, `unreadable`, `otherCase`). Throws what
 * is worth another attempt.
 */
export function createLookUpCustomer(deps: { file: CustomerFile; vault: Vault }): Effects['lookUpCustomer'] {
  const { file, vault } = deps;
  return async ({ no, said }) => {
    const opened: CustomerRecord = {};
    try {
      for (const part of PARTS) {
        const value = said[part];
        if (value !== undefined) opened[part] = isSealed(value) ? await openOwn(vault, no, value) : value;
      }
    } catch (error) {
      if (error instanceof NotOpened) return { status: 'failed', result: { reason: error.reason } };
      throw error;
    }
    const known = await file.find(opened);
    if (known === undefined) return { status: 'succeeded', result: { match: 'unknown' } };
    // What the file doesn't hold can't differ from it.
    const differs = PARTS.filter((part) => {
      const [given, held] = [opened[part], known[part]];
      return given !== undefined && held !== undefined && !same(given, held);
    });
    return { status: 'succeeded', result: { match: differs.length === 0 ? 'matched' : 'differs', differs } };
  };
}
