import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRemedies, remedies, remedy } from '../../activities/remedies/registry';
import { temporaryFolders } from './temporary-folders';

const ROOT = join(__dirname, '..', '..');

describe('the registry of remedies', () => {
  const newFolder = temporaryFolders();
  /** A folder like `activities/remedies/kinds` with one file more. */
  function folderWith(file: string, content: string): string {
    const folder = newFolder();
    for (const shared of ['node_modules', 'domain']) symlinkSync(join(ROOT, shared), join(folder, shared));
    cpSync(join(ROOT, 'activities'), join(folder, 'activities'), { recursive: true });
    const own = join(folder, 'activities', 'remedies', 'kinds');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, file), content);
    return own;
  }

  test('finds every file of its folder by name', () => {
    expect([...remedies.keys()]).toEqual([
      'apology',
      'compensation',
      'exchange',
      'gift',
      'plan-change',
      'price-reduction',
      'refund',
      'repair',
      'waiver',
    ]);
    expect(remedy('refund')).toBe(remedies.get('refund'));
    for (const strange of ['registry', 'constructor', '']) expect(remedy(strange)).toBeUndefined();
  });

  test('refuses a file whose name is not its kind', () => {
    const folder = folderWith('cashback.ts', `export { default } from './refund';`);
    expect(() => readRemedies(folder)).toThrow(/cashback\.ts holds the remedy "refund": call the file refund\.ts/);
  });

  test.each([
    ['exports nothing by default', `export const kind = 'odd';`],
    ['lacks its price', `export default { kind: 'odd', execute: () => undefined };`],
    [
      'speaks one language',
      `import refund from './refund';\nexport default { ...refund, kind: 'odd', title: { zh: '怪' } };`,
    ],
    [
      'has a misspelt part',
      `import refund from './refund';\nexport default { ...refund, kind: 'odd', undoo: () => undefined };`,
    ],
  ])('refuses a file that %s', (_, content) => {
    expect(() => readRemedies(folderWith('odd.ts', content))).toThrow(/odd\.ts exports no remedy/);
  });

  test('passes over what is no module', () => {
    expect([...readRemedies(folderWith('README.md', 'notes')).keys()]).toEqual([...remedies.keys()]);
  });
});
