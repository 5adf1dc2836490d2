import fc from 'fast-check';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { isSealed } from '../../domain/values/sealed';
import { KeyDestroyed, KeyUnknown } from '../../vault/key-store';
import type { KeyStore } from '../../vault/key-store';
import { openVault } from '../../vault/open-vault';
import { SealBroken } from '../../vault/sealing';
import { ERASED_MARKER, UNREADABLE_MARKER, Vault } from '../../vault/vault';
import type { OpenNote } from '../../vault/vault';
import { filesBelow } from './files-below';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();

async function vaultWithNotes(folder = newFolder()) {
  const { keyStore } = await openVault(folder);
  const notes: OpenNote[] = [];
  return { vault: new Vault(keyStore, { onOpen: (note) => notes.push(note) }), keyStore, notes, folder };
}

describe('Vault.sealerForNew and sealerFor', () => {
  it('a new case, then the same case again: both seal by one key', async () => {
    const { vault } = await vaultWithNotes();
    const first = (await vault.sealerForNew('C1'))('张三');
    const again = (await vault.sealerForNew('C1'))('李四');
    const later = (await vault.sealerFor('C1'))('wants a refund');
    expect(await vault.openDeep([first, again, later], 'C1')).toEqual(['张三', '李四', 'wants a refund']);
  });

  it('a number that was never taken in: KeyUnknown, and no key is left behind', async () => {
    const { vault, keyStore } = await vaultWithNotes();
    await expect(vault.sealerFor('C404')).rejects.toThrow(KeyUnknown);
    expect(await keyStore.state('C404')).toBe('unknown');
  });

  it('an erased case: neither seals any more', async () => {
    const { vault, keyStore } = await vaultWithNotes();
    await vault.sealerForNew('C1');
    await keyStore.destroy('C1');
    await expect(vault.sealerFor('C1')).rejects.toThrow(KeyDestroyed);
    await expect(vault.sealerForNew('C1')).rejects.toThrow(KeyDestroyed);
  });
});

describe('Vault.open', () => {
  it('a sealed text: the text, and a note of it', async () => {
    const { vault, notes } = await vaultWithNotes();
    const sealed = (await vault.sealerForNew('C1'))('张三');
    expect(await vault.open(sealed, 'C1')).toBe('张三');
    expect(notes).toEqual([{ no: 'C1', opened: 1, erased: 0, unreadable: 0 }]);
  });

  it('after the key was destroyed: undefined, and noted as erased', async () => {
    const { vault, keyStore, notes } = await vaultWithNotes();
    const sealed = (await vault.sealerForNew('C1'))('张三');
    await keyStore.destroy('C1');
    expect(await vault.open(sealed, 'C1')).toBeUndefined();
    expect(notes).toEqual([{ no: 'C1', opened: 0, erased: 1, unreadable: 0 }]);
  });

  it('in a key folder that never had the key: SealBroken, for nobody was erased', async () => {
    const { vault } = await vaultWithNotes();
    const sealed = (await vault.sealerForNew('C1'))('张三');
    const elsewhere = await vaultWithNotes();
    await expect(elsewhere.vault.open(sealed, 'C1')).rejects.toThrow(SealBroken);
    expect(elsewhere.notes).toEqual([{ no: 'C1', opened: 0, erased: 0, unreadable: 1 }]);
  });

  it('altered: SealBroken', async () => {
    const { vault } = await vaultWithNotes();
    const sealed = (await vault.sealerForNew('C1'))('张三张三张三');
    const altered = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    await expect(vault.open(altered, 'C1')).rejects.toThrow(SealBroken);
    await expect(vault.open('not sealed', 'C1')).rejects.toThrow(SealBroken);
  });

  it('a note that can not be kept: nothing is shown', async () => {
    const { keyStore, vault } = await vaultWithNotes();
    const sealed = (await vault.sealerForNew('C1'))('张三');
    const careful = new Vault(keyStore, {
      onOpen: () => {
        throw new Error('the audit log is full');
      },
    });
    await expect(careful.open(sealed, 'C1')).rejects.toThrow('audit log');
    await expect(careful.openDeep({ name: sealed }, 'C1')).rejects.toThrow('audit log');
  });
});

describe('Vault.openDeep', () => {
  it('any JSON with any of its strings sealed: the JSON as it was', async () => {
    const { vault } = await vaultWithNotes();
    const seal = await vault.sealerForNew('C1');
    const sealEvery = (value: unknown, nth: { count: number }): unknown => {
      if (typeof value === 'string') return nth.count++ % 2 === 0 ? seal(value) : value;
      if (Array.isArray(value)) return value.map((item) => sealEvery(item, nth));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, sealEvery(item, nth)]));
    };
    await fc.assert(
      fc.asyncProperty(fc.json({ stringUnit: 'binary' }), async (json) => {
        const plain: unknown = JSON.parse(json);
        const before = JSON.stringify(sealEvery(plain, { count: 0 }));
        expect(JSON.stringify(await vault.openDeep(JSON.parse(before), 'C1'))).toBe(JSON.stringify(plain));
      }),
    );
  });

  it('a case: what is sealed for it is opened, each damage shown, noted once', async () => {
    const { vault, notes } = await vaultWithNotes();
    const seal = await vault.sealerForNew('C1');
    const shown = { no: 'C1', name: seal('张三'), amountFen: 120, words: [seal('退款'), `${seal('坏')}AAA`] };
    expect(await vault.openDeep(shown, 'C1')).toEqual({
      ...shown,
      ...{ name: '张三', words: ['退款', UNREADABLE_MARKER] },
    });
    expect(notes).toEqual([{ no: 'C1', opened: 2, erased: 0, unreadable: 1 }]);
  });

  it("another case's sealed value in a case: stays as it is, and nothing is noted", async () => {
    const { vault, notes } = await vaultWithNotes();
    const own = await vault.sealerForNew('C1');
    const others = (await vault.sealerForNew('C2'))('confidential reporter');
    expect(await vault.openDeep({ product: others, text: own('箱子破了') }, 'C1')).toEqual({
      ...{ product: others, text: '箱子破了' },
    });
    await expect(vault.open(others, 'C1')).rejects.toThrow(SealBroken);
    expect(notes.map(({ no }) => no)).toEqual(['C1']);
  });

  it('an erased case, and one whose key is elsewhere', async () => {
    const { vault, keyStore } = await vaultWithNotes();
    const gone = (await vault.sealerForNew('C2'))('13800138000');
    const foreign = (await (await vaultWithNotes()).vault.sealerForNew('C3'))('王五');
    await keyStore.destroy('C2');
    expect(await vault.openDeep({ phone: gone, mail: null }, 'C2')).toEqual({ phone: ERASED_MARKER, mail: null });
    expect(await vault.openDeep({ name: foreign }, 'C3')).toEqual({ name: UNREADABLE_MARKER });
  });

  it('a complainant who writes a sealed value of another case into a text: reads back just that', async () => {
    const { vault } = await vaultWithNotes();
    const others = (await vault.sealerForNew('C1'))('another person');
    const own = (await vault.sealerForNew('C2'))(others);
    expect(await vault.openDeep({ text: own }, 'C2')).toEqual({ text: others });
  });

  it('dates, class instances and a key named __proto__: kept as they are, the input untouched', async () => {
    const { vault, notes } = await vaultWithNotes();
    const name = (await vault.sealerForNew('C1'))('张三');
    const at = new Date(0);
    const input = Object.freeze({ at, name, nested: JSON.parse(`{"__proto__": {"name": ${JSON.stringify(name)}}}`) });
    const output = await vault.openDeep(input, 'C1');
    expect(output.at).toBe(at);
    expect(JSON.stringify(output.nested)).toBe('{"__proto__":{"name":"张三"}}');
    expect(isSealed(input.name)).toBe(true);
    expect(await vault.openDeep({ plain: '张三', count: 3 }, 'C1')).toEqual({ plain: '张三', count: 3 });
    expect(notes).toHaveLength(1);
  });

  it('a damaged key file: unreadable, not an error and not "erased"', async () => {
    const folder = newFolder();
    const name = (await (await openVault(folder)).vault.sealerForNew('C1'))('张三');
    const [path] = filesBelow(join(folder, 'cases'));
    writeFileSync(join(folder, 'cases', path!), '{"v":1}');
    const { vault, notes } = await vaultWithNotes(folder);
    expect(await vault.openDeep({ name }, 'C1')).toEqual({ name: UNREADABLE_MARKER });
    expect(notes).toEqual([{ no: 'C1', opened: 0, erased: 0, unreadable: 1 }]);
  });

  it('a key store that is out of reach: fails, so that the caller tries again', async () => {
    const { vault } = await vaultWithNotes();
    const name = (await vault.sealerForNew('C1'))('张三');
    const outOfReach = { get: () => Promise.reject(new Error('EIO')) } as unknown as KeyStore;
    await expect(new Vault(outOfReach).openDeep({ name }, 'C1')).rejects.toThrow('EIO');
  });
});
