/**
 * Lets Node.js run TypeScript as it is written: `node --require ./engines/typescript/register.cjs FILE`. What a file
 * compiles to is kept in `build/` under the hash of its text, so that nothing old can run and a start compiles only what
 * has changed. Where nothing can be written it compiles each time.
 */
const Module = require('node:module');
const { join, relative } = require('node:path');
const { keepCode } = require('./code-cache.cjs');
const { BUILD, ROOT, compiled } = require('./compiled.cjs');
const { showSourceLines, sourceOf } = require('./stack-traces.cjs');

if (Module._extensions['.ts']?.isOurs !== true) {
  Module._extensions['.ts'] = Object.assign(load, { isOurs: true });
  showSourceLines();
  keepMachineCode();
}

function load(module, filename) {
  const code = compiled(filename);
  sourceOf(filename, code);
  module._compile(code, filename, 'commonjs');
}

/** V8 compiles two thousand modules at each start, half of what one takes; Node.js keeps that itself from 22.1 on. */
function keepMachineCode() {
  const folder = join(BUILD, 'code');
  if (Module.enableCompileCache !== undefined) return void Module.enableCompileCache(folder);
  const program = relative(ROOT, process.argv[1] ?? '..');
  if (!program.startsWith('..')) keepCode(folder, program);
}
