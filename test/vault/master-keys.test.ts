import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyBroken } from '../../vault/key-store';
import { MasterKeys } from '../../vault/master-keys';
import { filesBelow } from './files-below';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();
const newSecret = () => randomBytes(32).toString('base64');

describe('MasterKeys of a folder', () => {
  it('first asked: makes version 1, for its owner only, and keeps it', async () => {
    const folder = join(newFolder(), 'master');
    const first = await new MasterKeys(folder).current();
    expect(first.id).toBe('1');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '1.key')).mode & 0o777).toBe(0o600);
    expect((await new MasterKeys(folder).current()).key.equals(first.key)).toBe(true);
  });

  it('many processes at the first start: all with the same version 1', async () => {
    const folder = newFolder();
    const all = await Promise.all(Array.from({ length: 20 }, () => new MasterKeys(folder).current()));
    expect(all.every(({ id, key }) => id === '1' && key.equals(all[0]!.key))).toBe(true);
    expect(filesBelow(folder)).toEqual(['1.key']);
  });

  it('rotated: wraps by the new one at once in every process, finds the old one still', async () => {
    const folder = newFolder();
    const [here, there] = [new MasterKeys(folder), new MasterKeys(folder)];
    const first = await there.current();
    expect(await here.rotate()).toBe('2');
    expect((await there.current()).id).toBe('2');
    expect((await there.current()).key.equals(first.key)).toBe(false);
    expect((await here.find('1'))?.key.equals(first.key)).toBe(true);
  });

  it('after nine rotations: 10 is newer than 9', async () => {
    const masters = new MasterKeys(newFolder());
    for (let version = 1; version <= 10; version++) expect(await masters.rotate()).toBe(String(version));
    expect((await masters.current()).id).toBe('10');
  });

  it('rotated by several at once: no version is ever overwritten', async () => {
    const folder = newFolder();
    const first = await new MasterKeys(folder).current();
    const ids = await Promise.all(Array.from({ length: 10 }, () => new MasterKeys(folder).rotate()));
    const masters = new MasterKeys(folder);
    expect((await masters.find('1'))?.key.equals(first.key)).toBe(true);
    for (const id of ids) expect(await masters.find(id)).toBeDefined();
  });

  it('an id that is not there: undefined', async () => {
    const masters = new MasterKeys(newFolder());
    await masters.current();
    for (const id of ['2', 'env-0000', '', '../1', '01']) expect(await masters.find(id)).toBeUndefined();
  });

  it('a damaged file: KeyBroken, and no new key in its place', async () => {
    const folder = newFolder();
    await new MasterKeys(folder).current();
    writeFileSync(join(folder, '1.key'), 'c2hvcnQ=\n');
    await expect(new MasterKeys(folder).current()).rejects.toThrow(KeyBroken);
    expect(readFileSync(join(folder, '1.key'), 'utf8')).toBe('c2hvcnQ=\n');
  });
});

describe('MasterKeys of the environment', () => {
  it('one key: wraps, and the folder stays empty', async () => {
    const folder = newFolder();
    const secret = newSecret();
    const master = await new MasterKeys(folder, secret).current();
    expect(master.key.export().toString('base64')).toBe(secret);
    expect(filesBelow(folder)).toEqual([]);
  });

  it('a new key in front of the old: wraps by the new, finds both under the ids they had alone', async () => {
    const folder = newFolder();
    const [old, fresh] = [newSecret(), newSecret()];
    const alone = await new MasterKeys(folder, old).current();
    const both = new MasterKeys(folder, ` ${fresh}, ${old}\n`);
    expect((await both.current()).key.export().toString('base64')).toBe(fresh);
    expect((await both.find(alone.id))?.key.equals(alone.key)).toBe(true);
  });

  it('set after the folder had its own: finds those, too', async () => {
    const folder = newFolder();
    const first = await new MasterKeys(folder).current();
    const given = new MasterKeys(folder, newSecret());
    expect((await given.current()).id).toMatch(/^env-/);
    expect((await given.find('1'))?.key.equals(first.key)).toBe(true);
  });

  it('rotate: refused, with what to do instead', async () => {
    const folder = newFolder();
    await expect(new MasterKeys(folder, newSecret()).rotate()).rejects.toThrow('in front');
    expect(filesBelow(folder)).toEqual([]);
  });

  it.each(['password', randomBytes(16).toString('base64'), randomBytes(32).toString('hex'), `${newSecret()},x`])(
    'not base64 of 32 bytes (%#): refused, and not repeated in the message',
    (text) => {
      const making = () => new MasterKeys(newFolder(), text);
      expect(making).toThrow('base64 of 32 random bytes');
      expect(making).not.toThrow(text);
    },
  );
});
