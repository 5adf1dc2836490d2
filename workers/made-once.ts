import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = join(__dirname, '..');

/**
 * What is made of files alone and takes seconds, kept in a folder from one process to the next. The folder is a cache and
 * may be deleted.
 */
export class MadeOnce {
  private constructor(
    private readonly file: string,
    /** Of everything that it is made of: another one, another thing. */
    readonly hash: string,
  ) {}

  /**
   * @param sources files and folders that it is made of, those of the project by their path from its root: any change,
   * also of the pinned packages, and it is made anew. Where a folder lies doesn't matter.
   */
  static of(cache: string, name: string, ...sources: string[]): MadeOnce {
    const hash = createHash('sha256');
    for (const source of ['package-lock.json', ...sources].map((path) => resolve(ROOT, path)))
      for (const file of filesOf(source)) hash.update(`${relative(source, file)}\0`).update(readFileSync(file));
    const made = hash.digest('hex').slice(0, 16);
    return new MadeOnce(join(cache, `${name}-${made}`), made);
  }

  /** Undefined: it is to be made, and kept. */
  get text(): string | undefined {
    return existsSync(this.file) ? readFileSync(this.file, 'utf8') : undefined;
  }

  keep(text: string): string {
    mkdirSync(join(this.file, '..'), { recursive: true });
    // Whole or not at all, for another process may read it.
    writeFileSync(`${this.file}.${process.pid}`, text);
    renameSync(`${this.file}.${process.pid}`, this.file);
    return text;
  }
}

function filesOf(source: string): string[] {
  if (statSync(source).isFile()) return [source];
  return (
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => join(source, name))
      // An editor's lock is a link that leads nowhere.
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
  );
}
