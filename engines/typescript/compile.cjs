/** Compiles all TypeScript of the server ahead of its first start: for an image, where nothing can be written later. */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { ROOT, compiled } = require('./compiled.cjs');

const ROOMS = [
  'domain',
  'vault',
  'workflows',
  'activities',
  'background',
  'models',
  'workers',
  'api',
  'cli',
  'engines',
];

for (const room of ROOMS)
  for (const name of readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.ts')) compiled(join(ROOT, room, name));
