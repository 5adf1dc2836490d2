/** A line of a comparison: in both, in the new one alone, or in the old one alone. */
export interface Line {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** More lines apart than these are shown as replaced: nobody reads them one by one. */
const MOST = 2_500;

/** What two texts differ in, line by line, by their longest common part. */
export function changesBetween(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ kind: 'same', text }));
  return [
    ...same(after.slice(0, start)),
    ...between(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(after.slice(after.length - end)),
  ];
}

function between(before: readonly string[], after: readonly string[]): Line[] {
  const removed = (text: string): Line => ({ kind: 'removed', text });
  const added = (text: string): Line => ({ kind: 'added', text });
  if (before.length === 0 || after.length === 0 || before.length > MOST || after.length > MOST)
    return [...before.map(removed), ...after.map(added)];
  // Length of the longest common part of what comes from i and j on.
  const width = after.length + 1;
  const longest = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      lines.push({ kind: 'same', text: old });
      i++;
      j++;
    } else if (now !== undefined && (old === undefined || at(i, j + 1) > at(i + 1, j))) {
      lines.push(added(now));
      j++;
    } else if (old !== undefined) {
      lines.push(removed(old));
      i++;
    }
  }
  return lines;
}

/** Lines that differ, with some around each; what is left out between is one undefined. */
export function aroundChanges(lines: readonly Line[], around = 2): (Line | undefined)[] {
  const isNear = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some(({ kind }) => kind !== 'same'),
  );
  const shown: (Line | undefined)[] = [];
  lines.forEach((line, i) => {
    if (isNear[i] === true) shown.push(line);
    else if (isNear[i - 1] === true || i === 0) shown.push(undefined);
  });
  return shown;
}
