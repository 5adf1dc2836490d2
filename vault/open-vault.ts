import { join } from 'node:path';
import { CachedKeyStore } from './cached-key-store';
import type { KeyCacheOptions } from './cached-key-store';
import { makeFolder } from './durable-file';
import { FileKeyStore } from './file-key-store';
import type { RewrapOptions, RewrapReport } from './file-key-store';
import { indexSecretPath, openIndexKey } from './index-secret';
import type { KeyStore } from './key-store';
import { MasterKeys } from './master-keys';
import { TokenIndex } from './search-tokens';
import { Vault } from './vault';
import type { VaultOptions } from './vault';
import { rewrapKeyFile } from './wrapped-key-file';

export interface OpenVaultOptions extends VaultOptions, KeyCacheOptions {
  /** As `REDRESS_MASTER_KEY`, which is read when this is left out. */
  readonly masterKey?: string;
}

/** What a process needs to seal, open, search and erase. There is nothing to close. */
export interface OpenedVault {
  readonly vault: Vault;
  /** Answers keys from memory for up to a minute. */
  readonly keyStore: KeyStore;
  readonly tokenIndex: TokenIndex;
  readonly masterKeys: MasterKeys;
  /**
   * Wraps every key, the index secret too, by the current master key, after a rotation. Others may work meanwhile. Broken off, it is called
   * again: what is wrapped by the current one is left as it is.
   */
  readonly rewrap: (options?: RewrapOptions) => Promise<RewrapReport>;
}

/**
 * Opens a key folder (`<data>/keys`), making it at the first start. API, worker and command line of one installation
 * open the same folder, on one machine or on a shared volume.
 *
 * @throws KeyBroken if the folder was made under a master key that isn't here: better no start than new keys under
 *   another one
 */
export async function openVault(folder: string, options: OpenVaultOptions = {}): Promise<OpenedVault> {
  await makeFolder(folder);
  const masterKeys = new MasterKeys(join(folder, 'master'), options.masterKey ?? process.env['REDRESS_MASTER_KEY']);
  const tokenIndex = new TokenIndex(await openIndexKey(folder, masterKeys));
  const files = await FileKeyStore.open(join(folder, 'cases'), masterKeys);
  const keyStore = new CachedKeyStore(files, options);
  const vault = new Vault(keyStore, options);
  const rewrap = async (how: RewrapOptions = {}): Promise<RewrapReport> => {
    const secret = (await rewrapKeyFile(indexSecretPath(folder), masterKeys, how.dryRun)) ? 1 : 0;
    const { rewrapped, unchanged, broken } = await files.rewrapAll(how);
    return { rewrapped: rewrapped + secret, unchanged: unchanged + 1 - secret, broken };
  };
  return { vault, keyStore, tokenIndex, masterKeys, rewrap };
}
