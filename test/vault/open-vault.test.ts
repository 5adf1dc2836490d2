import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { phoneNumber } from '../../domain/channels/addresses';
import { KeyBroken } from '../../vault/key-store';
import { openVault } from '../../vault/open-vault';
import { everythingIn, filesBelow } from './files-below';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();
const newSecret = () => randomBytes(32).toString('base64');

describe('openVault', () => {
  it('by two processes at the first start: one opens what the other sealed, and finds what it indexed', async () => {
    const folder = join(newFolder(), 'data', 'keys');
    const [api, worker] = await Promise.all([openVault(folder), openVault(folder)]);
    const sealed = (await api.vault.sealerForNew('C1'))('质量问题');
    expect(await worker.vault.open(sealed, 'C1')).toBe('质量问题');
    expect(api.tokenIndex.index('质量问题')).toEqual(expect.arrayContaining(worker.tokenIndex.query('质量')));
    expect(worker.tokenIndex.address(phoneNumber, '13800138000')).toBe(
      api.tokenIndex.address(phoneNumber, '13800138000'),
    );
  });

  it('a folder that others may enter: closed to them', async () => {
    const folder = newFolder();
    await openVault(folder);
    for (const one of [folder, join(folder, 'cases'), join(folder, 'master')]) chmodSync(one, 0o755);
    await openVault(folder);
    for (const one of [folder, join(folder, 'cases'), join(folder, 'master')])
      expect(statSync(one).mode & 0o777).toBe(0o700);
  });

  it('two installations: not one token in common', async () => {
    const [one, other] = await Promise.all([openVault(newFolder()), openVault(newFolder())]);
    const tokens = one.tokenIndex.index('质量问题 refund');
    expect(other.tokenIndex.index('质量问题 refund').filter((token) => tokens.includes(token))).toEqual([]);
  });

  it('rotated and rewrapped: opens what it sealed, finds what it indexed, uses the new master key throughout', async () => {
    const folder = newFolder();
    const before = await openVault(folder);
    const sealed = (await before.vault.sealerForNew('C1'))('张三');
    const tokens = before.tokenIndex.index('refund');
    await before.masterKeys.rotate();
    expect(await before.rewrap()).toEqual({ rewrapped: 2, unchanged: 0, broken: [] });
    rmSync(join(folder, 'master', '1.key'));
    const after = await openVault(folder);
    expect(await after.vault.open(sealed, 'C1')).toBe('张三');
    expect(after.tokenIndex.index('refund')).toEqual(tokens);
  });

  it('moved from the folder to the environment: after a rewrap the disk alone opens nothing', async () => {
    const folder = newFolder();
    const secret = newSecret();
    const sealed = (await (await openVault(folder)).vault.sealerForNew('C1'))('张三');
    const moved = await openVault(folder, { masterKey: secret });
    await moved.rewrap();
    rmSync(join(folder, 'master'), { recursive: true });
    expect(await (await openVault(folder, { masterKey: secret })).vault.open(sealed, 'C1')).toBe('张三');
    expect(everythingIn(folder)).not.toContain(secret);
    await expect(openVault(folder, { masterKey: newSecret() })).rejects.toThrow(KeyBroken);
  });

  it('rotated in the environment: wrapped anew while both keys are given, then the old one can go', async () => {
    const folder = newFolder();
    const [older, newer] = [newSecret(), newSecret()];
    const sealed = (await (await openVault(folder, { masterKey: older })).vault.sealerForNew('C1'))('张三');
    const both = await openVault(folder, { masterKey: `${newer},${older}` });
    const before = everythingIn(folder);
    expect(await both.rewrap({ dryRun: true })).toEqual({ rewrapped: 2, unchanged: 0, broken: [] });
    expect(everythingIn(folder)).toBe(before);
    await both.rewrap();
    expect(await both.rewrap({ dryRun: true })).toEqual({ rewrapped: 0, unchanged: 2, broken: [] });
    expect(await (await openVault(folder, { masterKey: newer })).vault.open(sealed, 'C1')).toBe('张三');
    await expect(openVault(folder, { masterKey: older })).rejects.toThrow(KeyBroken);
  });

  it('the environment key forgotten: does not start, and makes no other key', async () => {
    const folder = newFolder();
    await openVault(folder, { masterKey: newSecret() });
    await expect(openVault(folder, { masterKey: '' })).rejects.toThrow(/env-[0-9a-f]{16}, which is not available/);
    expect(filesBelow(folder)).toEqual(['index.key']);
  });

  it('REDRESS_MASTER_KEY set: used without being passed', async () => {
    const folder = newFolder();
    process.env['REDRESS_MASTER_KEY'] = newSecret();
    try {
      expect((await (await openVault(folder)).masterKeys.current()).id).toMatch(/^env-/);
    } finally {
      delete process.env['REDRESS_MASTER_KEY'];
    }
  });
});
