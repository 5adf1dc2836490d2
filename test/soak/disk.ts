import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { SmallDisk } from '../support/small-disk';

const MIB = 2 ** 20;

/**
 * The disk under everything, in memory, so that it can be full from one moment to the next: its size is set to what is
 * used. Between two sittings a copy lies beside it. Without the right to mount it is an ordinary folder, never full.
 */
export class Disk {
  readonly data: string;
  readonly canBeFull: boolean;
  private readonly saved: string;

  private constructor(
    folder: string,
    private readonly megabytes: number,
  ) {
    this.data = join(folder, 'data');
    this.saved = join(folder, 'data.saved');
    this.canBeFull = SmallDisk.isPossible();
  }

  static open(folder: string, megabytes: number): Disk {
    const disk = new Disk(folder, megabytes);
    mkdirSync(disk.data, { recursive: true, mode: 0o700 });
    if (disk.canBeFull && !disk.isMounted) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', disk.data]);
      if (existsSync(disk.saved)) cpSync(disk.saved, disk.data, { recursive: true, verbatimSymlinks: true });
    }
    disk.free();
    return disk;
  }

  /** From now on nobody can write anything more. */
  fill(): void {
    for (let more = 0; ; more += 64)
      try {
        // Somebody may have written since it was looked at.
        this.resize(`${Math.ceil(this.usedKiB) + more}k`);
        return;
      } catch (error) {
        if (more > 10_000) throw error;
      }
  }

  free(): void {
    if (this.canBeFull) this.resize(`${this.megabytes}m`);
  }

  get usedMiB(): number {
    return Math.round((this.usedKiB * 1_024) / MIB);
  }

  /** When nothing runs on it any more: a copy that outlives the machine, then the disk is gone. */
  close(): void {
    if (!this.canBeFull) return;
    const half = `${this.saved}.half`;
    rmSync(half, { recursive: true, force: true });
    cpSync(this.data, half, { recursive: true, verbatimSymlinks: true });
    rmSync(this.saved, { recursive: true, force: true });
    renameSync(half, this.saved);
    execFileSync('umount', ['--lazy', this.data]);
  }

  private get usedKiB(): number {
    const { blocks, bfree, bsize } = statfsSync(this.data);
    return ((blocks - bfree) * bsize) / 1_024;
  }

  private get isMounted(): boolean {
    return readFileSync('/proc/mounts', 'utf8').includes(` ${this.data} tmpfs `);
  }

  private resize(size: string): void {
    execFileSync('mount', ['-o', `remount,size=${size}`, this.data], { stdio: 'ignore' });
  }
}
