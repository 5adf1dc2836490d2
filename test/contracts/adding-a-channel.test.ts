import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'adding-a-channel.md'), 'utf8');
const LIST = join('activities', 'channels', 'definitions.ts');
const CONTRACT = join('test', 'contracts', 'channels.test.ts');

/** What takes part in telling people: everything but the engines, the command line and the web. */
const ROOMS = [
  'activities',
  'api',
  'background',
  'domain',
  'models',
  'policies',
  'script',
  'temporal',
  'test',
  'vault',
  'workers',
  'workflows',
];
const FILES = ['jest.config.js', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** A file that the guide has its reader write: the code block after the first mention of its path. */
function fileOfGuide(path: string): string {
  const [, content] = new RegExp(`\`${path}\`[^]*?^\`\`\`ts\\n([^]*?)^\`\`\`$`, 'm').exec(GUIDE) ?? [];
  if (content === undefined) throw new Error(`The guide has no ${path}`);
  return content;
}

function blockOfGuide(name: string): string {
  const [, content] = new RegExp(`^\`\`\`ts ${name}\\n([^]*?)^\`\`\`$`, 'm').exec(GUIDE) ?? [];
  if (content === undefined) throw new Error(`The guide has no block "${name}"`);
  return content.trim();
}

const NEW = ['definition.ts', 'channel.ts'].map((file) => `activities/channels/wecom/${file}`);
const list = readFileSync(join(ROOT, LIST), 'utf8');
const listed = /^export const DEFINITIONS = .*;$/m;

/** The project as it would be after following the guide. */
function followGuide(): string {
  const folder = mkdtempSync(join(tmpdir(), 'redress-guide-'));
  for (const room of ROOMS) cpSync(join(ROOT, room), join(folder, room), { recursive: true, filter: isNoHistory });
  for (const file of FILES) cpSync(join(ROOT, file), join(folder, file));
  for (const one of ['engines', 'node_modules']) symlinkSync(join(ROOT, one), join(folder, one));
  for (const path of NEW) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), fileOfGuide(path));
  }
  writeFileSync(join(folder, LIST), `${blockOfGuide('import')}\n${list.replace(listed, blockOfGuide('list'))}`);
  return folder;
}

function isNoHistory(path: string): boolean {
  return !path.endsWith(join('replay', 'histories'));
}

describe('docs/adding-a-channel.md, followed to the letter', () => {
  const folder = followGuide();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (command: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'node_modules', command), ...args], { cwd: folder, encoding: 'utf8' });

  test('adds two files, and a line to the list as it stands', () => {
    expect(list).toMatch(listed);
    expect(blockOfGuide('list').replace(' wecom,', '')).toBe(listed.exec(list)?.[0]);
  });

  test('what it adds type-checks with everything that follows from it', () => {
    const config = join(folder, 'tsconfig.guide.json');
    const include = ['activities/channels', 'activities/index.ts', 'workers/config.ts', 'api/openapi.ts', CONTRACT];
    writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', include, exclude: ['node_modules'] }));
    expect(run('typescript/bin/tsc', '--project', config).stdout).toBe('');
  }, 300_000);

  test('the new channel keeps the contract, and a message is sent through it', () => {
    const { stderr, status } = run('jest/bin/jest.js', CONTRACT, '--verbose', '--testNamePattern', 'wecom');
    expect(stderr).toMatch(/^ {2}wecom$[^]*✓ a customer who prefers it is told by it/m);
    expect(status).toBe(0);
  }, 300_000);
});
