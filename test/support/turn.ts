import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const { turnOf } = createRequire(__filename)(join(ROOT, 'script', 'in-turn.cjs')) as {
  turnOf: (root: string) => number;
};

/** Which of so many parts of a sample has its turn, as it has in `script/test`: another commit tries another. */
export function turn(parts: number): number {
  return turnOf(ROOT) % parts;
}
