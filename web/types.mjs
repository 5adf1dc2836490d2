/**
 * Writes the types of our API for the console, from the document that the API itself answers; where nothing has changed
 * that the document is made of, nothing is done.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(import.meta.dirname, 'src', 'client', 'schema.d.ts');
/** All that the document is made of. */
const ROOMS = ['api', 'domain', 'activities', 'models', 'vault', 'workflows', 'background'];

const head = `/* eslint-disable */\n/* Made by web/types.mjs, of ${sources()} */\n`;
if (!existsSync(FILE) || !readFileSync(FILE, 'utf8').startsWith(head)) await write();

async function write() {
  const require = createRequire(import.meta.url);
  require('../engines/typescript/register.cjs');
  const { openApiDocument } = require('../api/openapi.ts');
  const { OPERATIONS } = require('../api/routes/index.ts');
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  // Several checks may run at once: none may read half a file.
  const partial = `${FILE}.${process.pid}`;
  writeFileSync(partial, head + astToString(await openapiTS(openApiDocument(OPERATIONS))));
  renameSync(partial, FILE);
}

function sources() {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const room of ROOMS)
    for (const name of readdirSync(join(ROOT, room), { recursive: true }).sort())
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(ROOT, room, name)));
  return hash.digest('hex').slice(0, 16);
}
