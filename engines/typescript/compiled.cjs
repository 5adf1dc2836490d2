const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const { threadId } = require('node:worker_threads');

const ROOT = join(__dirname, '..', '..');
/** What is made of the sources, at the places that they have in the checkout. It may be deleted. */
const BUILD = join(ROOT, 'build', 'typescript');

/** The compiler of tests and workflows too: Jest's and Temporal's. Files are compiled one by one, as tsconfig.json has it. */
const OPTIONS = {
  swcrc: false,
  configFile: false,
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs', ignoreDynamic: true },
  sourceMaps: 'inline',
  inlineSourcesContent: false,
};
const MADE_BY = `${require('@swc/core/package.json').version} ${JSON.stringify(OPTIONS)}`;

/**
 * The JavaScript of a TypeScript file as it is now, with its source map; made anew if the file or the compiler has changed.
 * @param {string} filename
 * @returns {string}
 * @throws what the compiler says of a file that is no TypeScript
 */
function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const mark = `\n// ${createHash('sha256').update(`${MADE_BY}\0`).update(source).digest('base64')}`;
  const path = relative(ROOT, filename);
  const file = path.startsWith('..') ? undefined : join(BUILD, `${path}.js`);
  const before = file === undefined ? undefined : textOf(file);
  if (before?.endsWith(mark)) return before;
  const { transformSync } = require('@swc/core');
  const { code } = transformSync(source, { ...OPTIONS, filename, sourceFileName: basename(filename) });
  if (file !== undefined) keep(file, code + mark);
  return code + mark;
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Whole or not at all, for others may read it; not at all where nothing can be written.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function keep(file, content) {
  const partial = `${file}.${process.pid}-${threadId}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(partial, content);
    renameSync(partial, file);
  } catch {
    // The next start makes it anew.
  }
}

module.exports = { BUILD, ROOT, compiled, keep };
