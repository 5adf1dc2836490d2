/**
 * Lets Node.js run TypeScript as it is written: `node --require ./engines/typescript/register.cjs FILE`. What a file
 * compiles to is kept in `build/` under the hash of its text, so that nothing old can run and a start compiles only what
 * has changed. Where nothing can be written it compiles each time.
 */
const Module = require('node:module');
const { join, relative } = require('node:path');
const { pathToFileURL } = require('node:url');
const { keepCode } = require('./code-cache.cjs');
const { BUILD, ROOT, compiled } = require('./compiled.cjs');
const { showSourceLines, sourceOf } = require('./stack-traces.cjs');

if (Module._extensions['.ts']?.isOurs !== true) {
  Module._extensions['.ts'] = Object.assign(load, { isOurs: true });
  if (startsByImport()) Module.register('./as-commonjs.mjs', pathToFileURL(__filename));
  showSourceLines();
  keepMachineCode();
}

function load(module, filename) {
  const code = compiled(filename);
  sourceOf(filename, code);
  module._compile(code, filename, 'commonjs');
}

/** As instruments of observation ask for it: OpenTelemetry's are loaded by `--import`. */
function startsByImport() {
  return [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((option) =>
    /--(import|experimental-loader|loader)\b/.test(option),
  );
}

/** V8 compiles two thousand modules at each start, half of what one takes; Node.js keeps that itself from 22.1 on. */
function keepMachineCode() {
  const folder = join(BUILD, 'code');
  if (Module.enableCompileCache !== undefined) return void Module.enableCompileCache(folder);
  const program = relative(ROOT, process.argv[1] ?? '..');
  if (!program.startsWith('..')) keepCode(folder, program);
}
