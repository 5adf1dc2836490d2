import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedPolicies } from '../support/policies';
import { pagesOfPermissions } from './pages';

/** Writes the pages anew. */
async function write(): Promise<void> {
  const docs = join(__dirname, '..', '..', 'docs');
  mkdirSync(join(docs, 'permissions'), { recursive: true });
  for (const [file, text] of Object.entries(await pagesOfPermissions(shippedPolicies())))
    writeFileSync(join(docs, file), text);
}

void write();
