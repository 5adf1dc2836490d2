import { aroundChanges, changesBetween } from '../src/routes/policies/changes-between';
import type { Line } from '../src/routes/policies/changes-between';

const shown = (lines: readonly (Line | undefined)[]) =>
  lines.map((line) => (line === undefined ? '…' : `${{ same: ' ', added: '+', removed: '-' }[line.kind]}${line.text}`));

test('what is in both stays, what came and what went stand where they belong', () => {
  const lines = changesBetween(['a', 'b', 'c', 'd', 'e'], ['a', 'c', 'x', 'd', 'e', 'f']);
  expect(shown(lines)).toEqual([' a', '-b', ' c', '+x', ' d', ' e', '+f']);
});

test.each([
  ['nothing before', [], ['a'], ['+a']],
  ['nothing after', ['a'], [], ['-a']],
  ['the same', ['a', 'b'], ['a', 'b'], [' a', ' b']],
  ['a line said twice', ['a', 'a'], ['a'], [' a', '-a']],
])('%s', (_, before, after, expected) => {
  expect(shown(changesBetween(before, after))).toEqual(expected);
});

test('of what has not changed only what is near is shown', () => {
  const before = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  const after = before.map((line, i) => (i === 10 ? 'changed' : line));
  expect(shown(aroundChanges(changesBetween(before, after), 1))).toEqual([
    ...['…', ' line 9', '-line 10', '+changed', ' line 11', '…'],
  ]);
});
