import { hkdfSync } from 'node:crypto';
import type { CaseKey, KeyStore } from '../../vault/key-store';

/** The name of somebody's own key among those of the cases. No number of a case begins so. */
export function ownKeyName(staff: string): string {
  return `staff-${staff}`;
}

/** Somebody's own key, made when it is first asked for. */
export async function ownKey(keys: KeyStore, staff: string): Promise<CaseKey> {
  const name = ownKeyName(staff);
  return (await keys.get(name)) ?? keys.create(name);
}

/**
 * The key by which a browser encrypts what this person typed while it could not be sent, in base64url. It is worked out
 * from their own key, which never leaves the server, and is the same in every session: what was typed before the session
 * ended opens in the next one, and for nobody else who signs in at that browser.
 */
export async function offlineKey(keys: KeyStore, staff: string): Promise<string> {
  const key = hkdfSync('sha256', await ownKey(keys, staff), '', 'redress drafts in a browser', 32);
  return Buffer.from(key).toString('base64url');
}
