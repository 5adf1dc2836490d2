import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataFolder, resetDataFolder } from '../../engines/supervisor/data-folder';
import { scratch } from './support';

const place = scratch();
afterAll(() => place.remove());

describe('the data folder', () => {
  test('prepared: readable by its owner alone', () => {
    const folder = join(place.folder, 'new');
    prepareDataFolder(folder);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test('open to others: closed to them where it is ours or empty', () => {
    for (const [name, entry] of [
      ['empty', undefined],
      ['ours-before', '.redress'],
      ['of-the-api', 'keys'],
    ] as const) {
      const folder = join(place.folder, name);
      mkdirSync(folder);
      if (entry !== undefined) mkdirSync(join(folder, entry));
      chmodSync(folder, 0o755);
      prepareDataFolder(folder);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  });

  test('open to others, with things that are not ours: refused with the command, and left as it is', () => {
    const folder = join(place.folder, 'shared');
    mkdirSync(folder);
    writeFileSync(join(folder, 'letters.txt'), 'mine');
    chmodSync(folder, 0o755);
    expect(() => prepareDataFolder(folder)).toThrow(`chmod 700 '${folder}'`);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  test('reset: forgets everything but that the folder is ours; can be done again', () => {
    const folder = join(place.folder, 'ours');
    prepareDataFolder(folder);
    mkdirSync(join(folder, 'temporal'));
    writeFileSync(join(folder, 'temporal', 'temporal.db'), 'cases');
    resetDataFolder(folder);
    resetDataFolder(folder);
    expect(readdirSync(folder)).toEqual(['.redress']);
  });

  test('reset, a folder that held other things before us: refused, nothing is removed', () => {
    const folder = join(place.folder, 'home');
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'letters.txt'), 'mine');
    prepareDataFolder(folder);
    expect(() => resetDataFolder(folder)).toThrow(/was not emptied, because it contained other files.*letters\.txt/);
    expect(readdirSync(folder)).toEqual(['letters.txt']);
  });
});
