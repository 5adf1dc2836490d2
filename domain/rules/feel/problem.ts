/** The kinds of problem, so that a console can say them in its own language. */
export type ProblemCode =
  /** The text is not FEEL. */
  | 'syntax'
  /** A name that the schema doesn't have. */
  | 'unknown-name'
  /** FEEL, but not in the part of it that policies may use. */
  | 'refused'
  /** Kinds of value that don't go together. */
  | 'type'
  /** A text that the enum of the other side doesn't have. */
  | 'enum'
  /** A fact that may be unknown, used as if it were known. */
  | 'null'
  /** A division by what can be 0. */
  | 'zero'
  /** A test that nothing can pass. */
  | 'never'
  /** A fact's value that isn't what its schema says. */
  | 'fact'
  /** The evaluator gave a warning, threw, or answered something that was not asked for. */
  | 'evaluation'
  /** A table whose parts don't fit together: names, ids, missing answers. */
  | 'table'
  /** Facts for which no rule of a table applies. */
  | 'gap'
  /** Facts for which two rules of a unique table apply. */
  | 'overlap'
  /** A rule that the rules before it leave nothing for. */
  | 'unreachable'
  /** A table too large for the proof that it has no gap. */
  | 'unproven';

/** What is wrong with an expression and where. Never holds the value of a fact, so that it may be logged. */
export interface Problem {
  code: ProblemCode;
  message: string;
  /** Counted in UTF-16 units from the start of the expression. */
  at?: { offset: number; length: number };
  /** What to write instead. */
  hint?: string;
}

/** `Did you mean …?`, or undefined where no candidate is near. */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.floor(written.length / 3));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && distance < candidate.length && (!best || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best && `Did you mean ${best.candidate}?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
