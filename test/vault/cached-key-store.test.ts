import { join } from 'node:path';
import { CachedKeyStore } from '../../vault/cached-key-store';
import { FileKeyStore } from '../../vault/file-key-store';
import { KeyDestroyed } from '../../vault/key-store';
import type { KeyStore } from '../../vault/key-store';
import { MasterKeys } from '../../vault/master-keys';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();

async function cacheOverFiles(options: { maxAgeMs?: number; maxKeys?: number } = {}) {
  const folder = newFolder();
  const files = await FileKeyStore.open(join(folder, 'cases'), new MasterKeys(join(folder, 'master')));
  const clock = { nowMs: 0 };
  const reads: string[] = [];
  const counted: KeyStore = {
    create: (no) => files.create(no),
    get: (no) => {
      reads.push(no);
      return files.get(no);
    },
    destroy: (no) => files.destroy(no),
    state: (no) => files.state(no),
  };
  return { files, clock, reads, cache: new CachedKeyStore(counted, { ...options, nowMs: () => clock.nowMs }) };
}

describe('CachedKeyStore', () => {
  it('a key read before: from memory for 60 seconds, then from the store', async () => {
    const { cache, files, clock, reads } = await cacheOverFiles();
    const key = await files.create('C1');
    for (const nowMs of [0, 30_000, 59_999]) {
      clock.nowMs = nowMs;
      expect((await cache.get('C1'))?.equals(key)).toBe(true);
    }
    expect(reads).toEqual(['C1']);
    clock.nowMs = 60_000;
    await cache.get('C1');
    expect(reads).toEqual(['C1', 'C1']);
  });

  it('destroyed by another process: opens for the rest of the minute and no longer', async () => {
    const { cache, files, clock } = await cacheOverFiles();
    await cache.create('C1');
    await files.destroy('C1');
    clock.nowMs = 59_999;
    expect(await cache.get('C1')).toBeDefined();
    clock.nowMs = 60_000;
    expect(await cache.get('C1')).toBeUndefined();
    expect(await cache.state('C1')).toBe('destroyed');
  });

  it('destroyed through it: gone at once', async () => {
    const { cache } = await cacheOverFiles();
    await cache.create('C1');
    await cache.destroy('C1');
    expect(await cache.get('C1')).toBeUndefined();
    await expect(cache.create('C1')).rejects.toThrow(KeyDestroyed);
  });

  it('destroyed while a read is under way: the late key is not remembered', async () => {
    const { cache, files } = await cacheOverFiles();
    const key = await files.create('C1');
    let answer: (() => void) | undefined;
    const slow: KeyStore = {
      create: (no) => files.create(no),
      get: () => new Promise((resolve) => (answer = () => resolve(key))),
      destroy: (no) => files.destroy(no),
      state: (no) => files.state(no),
    };
    const slowCache = new CachedKeyStore(slow);
    const late = slowCache.get('C1');
    await slowCache.destroy('C1');
    answer?.();
    expect(await late).toBe(key);
    let asked = false;
    slow.get = async (no) => {
      asked = true;
      return files.get(no);
    };
    expect(await slowCache.get('C1')).toBeUndefined();
    expect(asked).toBe(true);
    expect(await cache.get('C1')).toBeUndefined();
  });

  it('read again while the destroy is under way: what that read remembered goes, too', async () => {
    const { files } = await cacheOverFiles();
    const cache = new CachedKeyStore({
      create: (no) => files.create(no),
      get: (no) => files.get(no),
      state: (no) => files.state(no),
      destroy: async (no) => {
        expect(await cache.get(no)).toBeDefined();
        await files.destroy(no);
      },
    });
    await cache.create('C1');
    await cache.destroy('C1');
    expect(await cache.get('C1')).toBeUndefined();
  });

  it('a destroy that fails half way: the key is forgotten all the same', async () => {
    const { files } = await cacheOverFiles();
    const cache = new CachedKeyStore({
      create: (no) => files.create(no),
      get: (no) => files.get(no),
      state: (no) => files.state(no),
      destroy: async (no) => {
        await files.destroy(no);
        throw new Error('EIO');
      },
    });
    await cache.create('C1');
    await expect(cache.destroy('C1')).rejects.toThrow('EIO');
    expect(await cache.get('C1')).toBeUndefined();
  });

  it('create, although the key is remembered: asks the store, which alone knows of a tombstone', async () => {
    const { cache, files } = await cacheOverFiles();
    await cache.create('C1');
    await files.destroy('C1');
    await expect(cache.create('C1')).rejects.toThrow(KeyDestroyed);
  });

  it('more keys than it may hold: the one read longest ago goes', async () => {
    const { cache, files, reads } = await cacheOverFiles({ maxKeys: 2 });
    for (const no of ['C1', 'C2', 'C3']) await files.create(no);
    for (const no of ['C1', 'C2', 'C3', 'C3', 'C2', 'C1']) await cache.get(no);
    expect(reads).toEqual(['C1', 'C2', 'C3', 'C1']);
  });

  it('a number without a key: asked anew each time, so that a key made elsewhere is seen at once', async () => {
    const { cache, files } = await cacheOverFiles();
    expect(await cache.get('C1')).toBeUndefined();
    await files.create('C1');
    expect(await cache.get('C1')).toBeDefined();
  });
});
