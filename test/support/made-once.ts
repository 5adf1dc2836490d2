import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
/** A cache; it may be deleted. */
const FOLDER = join(ROOT, 'build', 'made-once');

/** What is made of our sources alone and takes seconds, kept from one process and one run to the next. */
export class MadeOnce {
  private constructor(private readonly file: string) {}

  /**
   * @param sources files and folders below the project's, everything that it is made of; any change, also of the pinned
   * packages, and it is made anew
   */
  static of(name: string, ...sources: string[]): MadeOnce {
    const hash = createHash('sha256');
    for (const source of ['package-lock.json', ...sources])
      for (const file of filesOf(source)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
    return new MadeOnce(join(FOLDER, `${name}-${hash.digest('hex').slice(0, 16)}`));
  }

  /** Undefined: it is to be made, and kept. */
  get text(): string | undefined {
    return existsSync(this.file) ? readFileSync(this.file, 'utf8') : undefined;
  }

  keep(text: string): string {
    mkdirSync(FOLDER, { recursive: true });
    // Whole or not at all, for another process may read it.
    writeFileSync(`${this.file}.${process.pid}`, text);
    renameSync(`${this.file}.${process.pid}`, this.file);
    return text;
  }
}

function filesOf(source: string): string[] {
  if (statSync(join(ROOT, source)).isFile()) return [source];
  return readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(source, name))
    .filter((file) => statSync(join(ROOT, file)).isFile());
}
