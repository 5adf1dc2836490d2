import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Which part of a sample has its turn: it goes by the commit, so that the next one tries another. */
export function turn(parts: number): number {
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: join(__dirname, '..', '..'), encoding: 'utf8' });
    return parseInt(commit.slice(0, 8), 16) % parts;
  } catch {
    // A copy without its history.
    return 0;
  }
}
