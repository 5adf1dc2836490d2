import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readRemedies } from '../../activities/remedies/registry';
import { remediesKeepTheContract } from './remedy-contract';

const ROOT = join(__dirname, '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'adding-a-remedy.md'), 'utf8');

/** A file that the guide has its reader write: the code block after the first mention of its path. */
function fileOfGuide(path: RegExp): { path: string; content: string } {
  const [, name = '', , content = ''] =
    new RegExp(`\`(${path.source})\`[^]*?^(\`{3,4})\\w+\\n([^]*?)^\\2$`, 'm').exec(GUIDE) ?? [];
  return { path: name, content };
}

/** The project as it would be after following the guide: its own files, and the two new ones. */
function followGuide(): { folder: string; kinds: string[]; remedies: string; pages: string } {
  const folder = mkdtempSync(join(tmpdir(), 'redress-guide-'));
  for (const shared of ['node_modules', 'domain', 'vault', 'package.json', 'tsconfig.json'])
    symlinkSync(join(ROOT, shared), join(folder, shared));
  cpSync(join(ROOT, 'activities'), join(folder, 'activities'), { recursive: true });
  const written = [fileOfGuide(/activities\/remedies\/kinds\/[a-z-]+\.ts/), fileOfGuide(/docs\/remedies\/[a-z-]+\.md/)];
  for (const { path, content } of written) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return {
    folder,
    kinds: written.map(({ path }) => basename(path).replace(/\.\w+$/, '')),
    remedies: join(folder, 'activities', 'remedies', 'kinds'),
    pages: join(folder, 'docs', 'remedies'),
  };
}

describe('docs/adding-a-remedy.md, followed to the letter', () => {
  const { folder, kinds, remedies, pages } = followGuide();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const all = readRemedies(remedies);
  const [kind = ''] = kinds;

  test('adds one remedy and touches no other file', () => {
    expect(kinds).toEqual(['fee-waiver', 'fee-waiver']);
    expect([...all.keys()].filter((one) => !readRemedies().has(one))).toEqual([kind]);
  });

  remediesKeepTheContract(new Map([...all].filter(([one]) => one === kind)), remedies, pages);
});
