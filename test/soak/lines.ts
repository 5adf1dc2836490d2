import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A file of JSON lines that is only ever added to: what was written stands, whatever becomes of whoever wrote it. */
export class Lines {
  private readonly file: number;

  constructor(path: string) {
    // The last line of a sitting that was killed may be half a line.
    const isTorn = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, 'utf8').slice(-1));
    this.file = openSync(path, 'a', 0o600);
    if (isTorn) writeSync(this.file, '\n');
  }

  add(line: object): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Every whole line of such a file; half lines are left out. */
export function readLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as T];
      } catch {
        return [];
      }
    });
}
