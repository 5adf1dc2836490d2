/** The lines of a text, numbered from 1; CRLF, LF and CR each end one. */
export class Lines {
  private readonly starts: number[] = [0];
  /** What was found last, and from where on. */
  private found: { from: number; quotes: OddQuotes | undefined } | undefined;

  constructor(readonly text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) this.starts.push(index + end.length);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Where a line begins; behind the last one, the end of the text. */
  startOf(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }

  /** Without its end. */
  textOf(line: number): string {
    return this.text.slice(this.startOf(line), this.startOf(line + 1)).replace(/[\r\n]+$/, '');
  }

  /** The line in which a character stands. */
  lineOf(at: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Line and character of it, both from 1. */
  placeOf(at: number): { line: number; column: number } {
    const line = this.lineOf(at);
    return { line, column: Array.from(this.text.slice(this.startOf(line), at)).length + 1 };
  }

  /** The first line from here on with quotes that are not all pairs: pairs mean the same within a cell and outside. */
  nextOddQuotes(from: number): OddQuotes | undefined {
    const { found } = this;
    const isKnown = found !== undefined && from >= found.from && from <= (found.quotes?.line ?? this.count + 1);
    if (!isKnown) this.found = { from, quotes: this.searchOddQuotes(from) };
    return this.found?.quotes;
  }

  private searchOddQuotes(from: number): OddQuotes | undefined {
    const runs = /"+/g;
    runs.lastIndex = this.startOf(from);
    for (let run = runs.exec(this.text); run !== null; run = runs.exec(this.text)) {
      if (run[0].length % 2 === 0) continue;
      const line = this.lineOf(run.index);
      const text = this.textOf(line);
      const at = run.index - this.startOf(line);
      return { line, before: text.slice(0, at), after: text.slice(at + run[0].length) };
    }
    return undefined;
  }
}

/** The first run of quotes in a line that are not all pairs, by what stands around it. */
export interface OddQuotes {
  line: number;
  before: string;
  after: string;
}
