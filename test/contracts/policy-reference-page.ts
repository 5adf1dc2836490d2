import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAGES } from '../../domain/stages';

const ROOT = join(__dirname, '..', '..');
export const PAGE = join(ROOT, 'docs', 'policy-reference.md');

/** The policy reference with the section of each stage as it stands in the stage's own folder, in their order. */
export function policyReferencePage(): string {
  const page = readFileSync(PAGE, 'utf8');
  const first = page.indexOf('\n### `');
  const after = page.indexOf('\n## ', first);
  const sections = Object.keys(STAGES).map((stage) => readFileSync(join(folderOf(stage), 'stage.md'), 'utf8'));
  return `${page.slice(0, first + 1)}${sections.join('\n')}${page.slice(after)}`;
}

/** `readBack` lives in `read-back`. */
function folderOf(stage: string): string {
  return join(
    ROOT,
    'domain',
    'stages',
    stage.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
}
