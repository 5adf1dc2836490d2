import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileKeyStore } from '../../vault/file-key-store';
import { KeyDestroyed } from '../../vault/key-store';
import type { CaseKey } from '../../vault/key-store';
import { MasterKeys } from '../../vault/master-keys';
import { filesBelow } from './files-below';
import { temporaryFolders } from './temporary-folder';

const newFolder = temporaryFolders();
const printOf = (key: CaseKey): string => createHash('sha256').update(key.export()).digest('hex');

/** A real process on the key folder; `lines` grows with what it says. */
class Child {
  readonly lines: string[] = [];
  readonly #process: ChildProcessWithoutNullStreams;
  #rest = '';

  constructor(mode: 'race' | 'churn', folder: string, count: number) {
    const script = join(__dirname, 'key-store-child.ts');
    this.#process = spawn(process.execPath, [
      '--require',
      './engines/typescript/register.cjs',
      script,
      mode,
      folder,
      String(count),
    ]);
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => {
      const parts = (this.#rest + text).split('\n');
      this.#rest = parts.pop() ?? '';
      this.lines.push(...parts);
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => this.lines.push(`failed ${text}`));
  }

  /** Resolves when it has said so many lines; the first is that it is ready. */
  async hasSaid(count: number): Promise<void> {
    while (this.lines.length < count) {
      if (this.#process.exitCode !== null) throw new Error(this.lines.join('\n'));
      await sleep(10);
    }
  }

  go(): void {
    this.#process.stdin.write('go\n');
  }

  async ended(): Promise<void> {
    await once(this.#process, 'close');
  }

  async kill(): Promise<void> {
    const closed = this.ended();
    this.#process.kill('SIGKILL');
    await closed;
  }
}

/** What was said of each complaint number: the prints of its key, or that it was destroyed. */
function said(lines: readonly string[], word: string): [no: string, print: string][] {
  return lines
    .map((line) => line.split(' '))
    .filter(([first]) => first === word)
    .map(([, no, print]) => [no ?? '', print ?? '']);
}

describe('FileKeyStore, several processes', () => {
  it('three that create the same hundred keys from the first start on: each gets the same keys, and never sees half of one', async () => {
    const folder = newFolder();
    const children = Array.from({ length: 3 }, () => new Child('race', folder, 100));
    await Promise.all(children.map((child) => child.hasSaid(1)));
    const ended = Promise.all(children.map((child) => child.ended()));
    children.forEach((child) => child.go());
    await ended;
    expect(children.flatMap((child) => child.lines).filter((line) => line.startsWith('failed'))).toEqual([]);
    const created = children.map((child) => said(child.lines, 'created').sort());
    expect(created[0]).toHaveLength(100);
    expect(created[1]).toEqual(created[0]);
    expect(created[2]).toEqual(created[0]);
    expect(new Set(created[0]!.map(([, print]) => print)).size).toBe(100);
    expect(filesBelow(join(folder, 'cases'))).toHaveLength(100);
  });

  it('killed with -9 at any moment, two at a time: no half file, no key lost or changed, no destroyed one back', async () => {
    const folder = newFolder();
    const rounds = 6;
    const lines: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const children = [new Child('churn', folder, 400), new Child('churn', folder, 400)];
      await Promise.all(children.map((child) => child.hasSaid(30)));
      await sleep(Math.random() * 300);
      await Promise.all(children.map((child) => child.kill()));
      children.forEach((child) => lines.push(...child.lines));
    }
    expect(lines.filter((line) => line.startsWith('failed') || line.startsWith('broken'))).toEqual([]);
    const destroyed = new Set(said(lines, 'destroyed').map(([no]) => no));
    const perhapsDestroyed = new Set(said(lines, 'destroying').map(([no]) => no));
    const prints = new Map<string, Set<string>>();
    for (const [no, print] of said(lines, 'created')) prints.set(no, (prints.get(no) ?? new Set()).add(print));
    // The test has something to say only if enough happened.
    expect(prints.size).toBeGreaterThan(100);
    expect(destroyed.size).toBeGreaterThan(10);

    for (const path of filesBelow(folder).filter((file) => /\.(key|gone)$/.test(file) && file.startsWith('cases'))) {
      expect(() => JSON.parse(readFileSync(join(folder, path), 'utf8')) as unknown).not.toThrow();
    }
    const masters = new MasterKeys(join(folder, 'master'));
    const store = await FileKeyStore.open(join(folder, 'cases'), masters);
    expect((await store.rewrapAll()).broken).toEqual([]);
    for (const [no, seen] of prints) {
      expect(seen.size).toBe(1);
      const key = await store.get(no);
      if (key) expect(seen).toContain(printOf(key));
      else expect(perhapsDestroyed).toContain(no);
    }
    for (const no of destroyed) {
      expect(await store.state(no)).toBe('destroyed');
      await expect(store.create(no)).rejects.toThrow(KeyDestroyed);
      const name = createHash('sha256').update(no).digest('hex');
      expect(filesBelow(join(folder, 'cases', name.slice(0, 2))).filter((file) => file.startsWith(name))).toEqual([
        `${name}.gone`,
      ]);
    }
  });
});
