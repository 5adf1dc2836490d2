import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(64 * 1024);

/** A disk of its own in memory, so that it can be filled; needs the right to mount. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'redress-disk-'));

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', this.folder]);
  }

  /** Whether disks can be mounted here: root may, a container often may not. */
  static isPossible(): boolean {
    const folder = mkdtempSync(join(tmpdir(), 'redress-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
      execFileSync('umount', [folder]);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Writes until nothing more fits; then nobody else can write either. */
  fill(): void {
    const ballast = openSync(this.ballast, 'a');
    try {
      for (let block = BLOCK; block.length > 0; block = block.subarray(0, block.length >> 1)) writeAll(ballast, block);
    } finally {
      closeSync(ballast);
    }
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  /** As a disk turns that has reported errors; nobody may have a file of it open for writing. */
  setReadOnly(isReadOnly: boolean): void {
    execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder]);
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}

function writeAll(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
