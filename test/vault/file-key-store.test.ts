import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { FileKeyStore } from '../../vault/file-key-store';
import { KeyBroken, KeyDestroyed } from '../../vault/key-store';
import { MasterKeys } from '../../vault/master-keys';
import { everythingIn, filesBelow } from './files-below';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();
const nameOf = (no: string) => createHash('sha256').update(no).digest('hex');

async function newStore(folder = newFolder()) {
  const masters = new MasterKeys(join(folder, 'master'));
  const cases = join(folder, 'cases');
  const store = await FileKeyStore.open(cases, masters);
  return { store, masters, folder, cases, pathOf: (no: string) => join(cases, nameOf(no).slice(0, 2), nameOf(no)) };
}

describe('FileKeyStore.create and get', () => {
  it('made, made again, read, read by another process later: one key', async () => {
    const { store, folder } = await newStore();
    const key = await store.create('C1');
    expect(key.symmetricKeySize).toBe(32);
    expect((await store.create('C1')).equals(key)).toBe(true);
    expect((await store.get('C1'))?.equals(key)).toBe(true);
    const later = await newStore(folder);
    expect((await later.store.get('C1'))?.equals(key)).toBe(true);
  });

  it('two cases: two keys', async () => {
    const { store } = await newStore();
    expect((await store.create('C1')).equals(await store.create('C2'))).toBe(false);
  });

  it('fifty calls for one number at once: one key, one file', async () => {
    const { store, cases } = await newStore();
    const keys = await Promise.all(Array.from({ length: 50 }, () => store.create('C1')));
    expect(keys.every((key) => keys[0]!.equals(key))).toBe(true);
    expect(filesBelow(cases)).toHaveLength(1);
  });

  it('a number never seen: no key, and asking makes none', async () => {
    const { store, cases } = await newStore();
    expect(await store.get('C404')).toBeUndefined();
    expect(await store.state('C404')).toBe('unknown');
    expect(filesBelow(cases)).toEqual([]);
  });

  it('on disk: one file of its owner, with neither the number nor the key in it', async () => {
    const { store, folder, pathOf } = await newStore();
    const key = await store.create('C20261121-7QK4M2');
    const file = `${pathOf('C20261121-7QK4M2')}.key`;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    const everything = everythingIn(folder);
    expect(everything).not.toContain('7QK4M2');
    for (const encoding of ['base64', 'base64url', 'hex', 'latin1'] as const) {
      expect(everything).not.toContain(key.export().toString(encoding).replace(/=+$/, ''));
    }
  });
});

describe('FileKeyStore.destroy', () => {
  it('a key: nothing left but the tombstone, which holds', async () => {
    const { store, folder, cases } = await newStore();
    await store.create('C1');
    await store.destroy('C1');
    expect(filesBelow(cases)).toEqual([`${nameOf('C1').slice(0, 2)}/${nameOf('C1')}.gone`]);
    for (const { store: asked } of [{ store }, await newStore(folder)]) {
      expect(await asked.get('C1')).toBeUndefined();
      expect(await asked.state('C1')).toBe('destroyed');
      await expect(asked.create('C1')).rejects.toThrow(KeyDestroyed);
    }
  });

  it('twice: the tombstone keeps its first date', async () => {
    const { store, pathOf } = await newStore();
    await store.destroy('C1');
    const first = readFileSync(`${pathOf('C1')}.gone`, 'utf8');
    await store.destroy('C1');
    expect(readFileSync(`${pathOf('C1')}.gone`, 'utf8')).toBe(first);
    expect(Date.parse((JSON.parse(first) as { destroyedAt: string }).destroyedAt)).not.toBeNaN();
  });

  it('a number that has no key: refused from now on', async () => {
    const { store } = await newStore();
    await store.destroy('C1');
    await expect(store.create('C1')).rejects.toThrow(KeyDestroyed);
  });

  it('killed after the tombstone: the key is not given out, and the next destroy removes it', async () => {
    const { store, pathOf, cases } = await newStore();
    await store.create('C1');
    writeFileSync(`${pathOf('C1')}.gone`, '');
    expect(await store.get('C1')).toBeUndefined();
    expect(await store.state('C1')).toBe('destroyed');
    await store.destroy('C1');
    expect(filesBelow(cases)).toHaveLength(1);
  });

  it('a draft of the same key, left behind by a killed process: removed as well', async () => {
    const { store, pathOf, cases } = await newStore();
    await store.create('C1');
    linkSync(`${pathOf('C1')}.key`, `${pathOf('C1')}.key.0123456789abcdef.draft`);
    await store.destroy('C1');
    expect(filesBelow(cases)).toEqual([`${nameOf('C1').slice(0, 2)}/${nameOf('C1')}.gone`]);
  });

  it.each(['create', 'rewrapAll'] as const)(
    'while %s is about to put the key in its place: stays destroyed',
    async (doing) => {
      const { folder, cases } = await newStore();
      /** Lets something happen at the one moment between looking for the key and writing it. */
      class InterruptedMasterKeys extends MasterKeys {
        interruption: (() => Promise<void>) | undefined;

        override async current() {
          const interruption = this.interruption;
          this.interruption = undefined;
          await interruption?.();
          return super.current();
        }
      }
      const masters = new InterruptedMasterKeys(join(folder, 'master'));
      const store = await FileKeyStore.open(cases, masters);
      if (doing === 'rewrapAll') await store.create('C1');
      await masters.rotate();
      masters.interruption = () => store.destroy('C1');
      if (doing === 'create') await expect(store.create('C1')).rejects.toThrow(KeyDestroyed);
      else await store.rewrapAll();
      expect(masters.interruption).toBeUndefined();
      expect(filesBelow(cases)).toEqual([`${nameOf('C1').slice(0, 2)}/${nameOf('C1')}.gone`]);
    },
  );

  it('any calls for one number at once: one key at most; after a destroy none, nor on the disk', async () => {
    const { store, masters, pathOf } = await newStore();
    const calls = fc.array(fc.constantFrom('create', 'get', 'destroy', 'rewrap'), { minLength: 2, maxLength: 8 });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(calls, async (names) => {
        const no = `C${round++}`;
        if (names.includes('rewrap')) await store.create(no);
        await masters.rotate();
        const answers = await Promise.all(
          names.map(async (name) => {
            if (name === 'destroy') return store.destroy(no);
            if (name === 'get') return store.get(no);
            if (name === 'create')
              return store.create(no).catch((error: unknown) => expect(error).toBeInstanceOf(KeyDestroyed));
            await store.rewrapAll();
          }),
        );
        const keys = answers.filter((answer) => answer !== undefined);
        expect(keys.every((key) => keys[0]!.equals(key))).toBe(true);
        if (!names.includes('destroy')) return;
        expect(await store.state(no)).toBe('destroyed');
        const shard = dirname(pathOf(no));
        expect(filesBelow(shard).filter((file) => file.startsWith(nameOf(no)))).toEqual([`${nameOf(no)}.gone`]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('FileKeyStore, a damaged file', () => {
  it.each(['', '{', '{"v":1}', '{"v":2,"master":"1","wrapped":"AAAA"}', '{"v":1,"master":"1","wrapped":"AAAA"}'])(
    'content %j: KeyBroken with the file, and never a new key in its place',
    async (content) => {
      const { store, pathOf } = await newStore();
      await store.create('C1');
      writeFileSync(`${pathOf('C1')}.key`, content);
      await expect(store.get('C1')).rejects.toThrow(KeyBroken);
      await expect(store.create('C1')).rejects.toThrow(`${pathOf('C1')}.key`);
      expect(await store.state('C1')).toBe('present');
      await store.destroy('C1');
      expect(await store.state('C1')).toBe('destroyed');
    },
  );

  it('put in the place of another case: KeyBroken', async () => {
    const { store, pathOf } = await newStore();
    await store.create('C1');
    mkdirSync(dirname(pathOf('C2')), { recursive: true });
    renameSync(`${pathOf('C1')}.key`, `${pathOf('C2')}.key`);
    await expect(store.get('C2')).rejects.toThrow(KeyBroken);
  });
});

describe('FileKeyStore.rewrapAll', () => {
  it('after a rotation: every key wrapped anew, and still the same key', async () => {
    const { store, masters, pathOf } = await newStore();
    const numbers = ['C1', 'C2', 'C3'];
    const before = await Promise.all(numbers.map((no) => store.create(no)));
    await masters.rotate();
    await store.create('C4');
    expect(await store.rewrapAll()).toEqual({ rewrapped: 3, unchanged: 1, broken: [] });
    expect(await store.rewrapAll()).toEqual({ rewrapped: 0, unchanged: 4, broken: [] });
    for (const [index, no] of numbers.entries()) {
      expect((await store.get(no))?.equals(before[index]!)).toBe(true);
      expect(readFileSync(`${pathOf(no)}.key`, 'utf8')).toContain('"master":"2"');
    }
  });

  it('tried out first: says what it would do, and changes nothing', async () => {
    const { store, masters, folder } = await newStore();
    await Promise.all(['C1', 'C2'].map((no) => store.create(no)));
    await masters.rotate();
    await store.create('C3');
    const before = everythingIn(folder);
    expect(await store.rewrapAll({ dryRun: true })).toEqual({ rewrapped: 2, unchanged: 1, broken: [] });
    expect(everythingIn(folder)).toBe(before);
    expect(await store.rewrapAll()).toEqual({ rewrapped: 2, unchanged: 1, broken: [] });
  });

  it('broken off in the middle: goes on with those that are left', async () => {
    const { store, masters, pathOf } = await newStore();
    const numbers = Array.from({ length: 20 }, (_, index) => `C${index}`);
    const before = await Promise.all(numbers.map((no) => store.create(no)));
    await masters.rotate();
    const brokenOff = store.rewrapAll({
      progress: ({ keys }) => {
        if (keys >= 7) throw new Error('killed');
      },
    });
    await expect(brokenOff).rejects.toThrow('killed');
    const anew = numbers.filter((no) => readFileSync(`${pathOf(no)}.key`, 'utf8').includes('"master":"2"')).length;
    expect(anew).toBeGreaterThanOrEqual(7);
    expect(anew).toBeLessThan(20);
    const told: { keys: number; folders: number; of: number }[] = [];
    expect(await store.rewrapAll({ progress: (done) => told.push(done) })).toEqual({
      ...{ rewrapped: 20 - anew, unchanged: anew, broken: [] },
    });
    expect(told.at(-1)).toEqual({ keys: 20, folders: 256, of: 256 });
    for (const [index, no] of numbers.entries()) expect((await store.get(no))?.equals(before[index]!)).toBe(true);
  });

  it('one damaged file among others: named in the report, the others wrapped', async () => {
    const { store, masters, pathOf } = await newStore();
    await Promise.all(['C1', 'C2'].map((no) => store.create(no)));
    writeFileSync(`${pathOf('C1')}.key`, '{');
    await masters.rotate();
    const report = await store.rewrapAll();
    expect(report).toMatchObject({ rewrapped: 1, unchanged: 0 });
    expect(report.broken).toEqual([expect.stringContaining(`${nameOf('C1')}.key`)]);
  });

  it('after kills: clears what lies beside a tombstone, and drafts of an hour ago but no younger ones', async () => {
    const { store, pathOf, cases } = await newStore();
    await store.create('C1');
    writeFileSync(`${pathOf('C1')}.gone`, '');
    const [young, old] = [`${pathOf('C2')}.key.1111.draft`, `${pathOf('C3')}.key.2222.draft`];
    writeFileSync(young, '');
    writeFileSync(old, '');
    const twoHoursAgo = Date.now() / 1000 - 7200;
    utimesSync(old, twoHoursAgo, twoHoursAgo);
    await store.rewrapAll();
    expect(filesBelow(cases).sort()).toEqual(
      [`${pathOf('C1')}.gone`, young].map((path) => path.slice(cases.length + 1)).sort(),
    );
  });
});
