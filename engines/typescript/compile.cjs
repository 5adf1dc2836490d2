/** Compiles all TypeScript of the server ahead of its first start: for an image, where nothing can be written later. */
const { readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { ROOT, compiled } = require('./compiled.cjs');

/** What the server does not run; every other folder is taken, so that a new room needs no word here. */
const NOT_OURS = /^(\.git|node_modules|build|data|web|test|bench)$/;

for (const name of readdirSync(ROOT, { encoding: 'utf8' }).filter((room) => !NOT_OURS.test(room)))
  if (statSync(join(ROOT, name)).isDirectory())
    for (const file of readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts')) compiled(join(ROOT, name, file));
