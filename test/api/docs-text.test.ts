import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_TYPES } from '../../api/problem-types';

const ROOT = join(__dirname, '..', '..');
const text = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));

test('docs/api.md lists every kind of problem with its status, and no other', () => {
  const listed = rows.flatMap(([, code, status]) =>
    /^`[A-Z][a-z]/.test(code ?? '') ? [[code?.replaceAll('`', ''), Number(status)]] : [],
  );
  expect(listed).toEqual(Object.entries(PROBLEM_TYPES).map(([code, { status }]) => [code, status]));
});

test('docs/api.md lists every variable that the API reads, and no other', () => {
  const source = readFileSync(join(ROOT, 'api', 'config.ts'), 'utf8');
  const read = new Set([...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1]));
  const listed = new Set(
    rows.flatMap(([, name]) => (/^`[A-Z][A-Z_]+`$/.test(name ?? '') ? [name?.replaceAll('`', '')] : [])),
  );
  expect(read.size).toBeGreaterThan(10);
  // How Temporal is reached is the same for all processes; what else there is stands in docs/operations.md.
  expect(readFileSync(join(ROOT, 'temporal', 'target.ts'), 'utf8')).toMatch(/TEMPORAL_ADDRESS[^]+TEMPORAL_NAMESPACE/);
  expect(listed).toEqual(new Set([...read, 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE']));
});

test('docs/security.md names files that there are, and tests as they are called', () => {
  const security = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
  const files = [...security.matchAll(/`((?:[a-z-]+\/)+[\w.-]+\.(?:ts|yaml))`((?: ?(?:, )?(?:"[^"|]+"|'[^'|]+'))*)/g)];
  const wrong = files.flatMap(([, file = '', titles = '']) => {
    const path = [file, join('test', file)].map((one) => join(ROOT, one)).find((one) => existsSync(one));
    if (path === undefined) return [file];
    const source = readFileSync(path, 'utf8');
    const named = [...titles.matchAll(/"([^"]+)"|'([^']+)'/g)].map(([, double, single]) => double ?? single ?? '');
    return named.filter((title) => !source.includes(title)).map((title) => `${file}: ${title}`);
  });
  expect(files.length).toBeGreaterThan(80);
  expect(wrong).toEqual([]);
});
