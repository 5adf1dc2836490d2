/**
 * What `module.enableCompileCache` does from Node.js 22.1 on, for those before it; to be deleted with Node.js 20. V8's code
 * of all modules of a program lies in one file.
 */
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, rmSync, statSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { cachedDataVersionTag } = require('node:v8');
const { Script, constants } = require('node:vm');
const { keep } = require('./compiled.cjs');

/** By then everything is loaded that a start needs, and what runs at all has been compiled. */
const KEPT_AFTER_MS = 10_000;
/** Of other releases or options of V8. */
const REMOVED_AFTER_MS = 7 * 24 * 3_600_000;
const HASH = 'sha256';
const HASH_BYTES = 32;

/**
 * @param {string} folder
 * @param {string} program its path in the checkout
 */
function keepCode(folder, program) {
  const name = program.replaceAll(/[^a-z0-9.-]/gi, '_');
  const file = join(folder, `${name}-${cachedDataVersionTag()}`);
  const known = readCode(file);
  const scripts = new Map();
  const nodes = Module.prototype._compile;

  /** The program itself is left to Node.js, which prepares for what it loads and may stop there for a debugger. */
  Module.prototype._compile = function _compile(content, filename, format) {
    const script = this.id === '.' || format === 'module' ? undefined : compile(content, filename);
    if (script === undefined) return nodes.call(this, content, filename, format);
    const { exports } = this;
    const run = script.runInThisContext({ displayErrors: true });
    return Reflect.apply(run, exports, [exports, requireOf(this), this, filename, dirname(filename)]);
  };

  function compile(content, filename) {
    const hash = createHash(HASH).update(content).digest('base64');
    const before = known.get(filename);
    const cachedData = before?.hash === hash ? before.code : undefined;
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    try {
      const script = new Script(Module.wrap(content), { filename, cachedData, importModuleDynamically });
      if (cachedData === undefined || script.cachedDataRejected) scripts.set(filename, { hash, script });
      return script;
    } catch {
      // Node.js tells better what is wrong, or that it is an ES module.
      return undefined;
    }
  }

  function end() {
    if (Module.prototype._compile === nodes) return;
    Module.prototype._compile = nodes;
    if (scripts.size > 0) {
      for (const [filename, { hash, script }] of scripts)
        known.set(filename, { hash, code: script.createCachedData() });
      removeOld(folder, name);
      writeCode(file, known);
    }
    known.clear();
    scripts.clear();
  }
  setTimeout(end, KEPT_AFTER_MS).unref();
  process.once('exit', end);
}

/** What a module calls `require`, as Node.js makes it. */
function requireOf(module) {
  const require = (id) => module.require(id);
  const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(require, {
    resolve,
    main: process.mainModule,
    extensions: Module._extensions,
    cache: Module._cache,
  });
}

/** By file; empty if there is none, or not all of it, for V8 believes what it is given. */
function readCode(file) {
  const known = new Map();
  try {
    const all = readFileSync(file);
    const content = all.subarray(HASH_BYTES);
    if (!createHash(HASH).update(content).digest().equals(all.subarray(0, HASH_BYTES))) return known;
    let at = 4 + content.readUInt32LE(0);
    for (const [filename, hash, length] of JSON.parse(content.subarray(4, at).toString())) {
      known.set(filename, { hash, code: content.subarray(at, at + length) });
      at += length;
    }
  } catch {
    // There is none.
  }
  return known;
}

function writeCode(file, known) {
  const list = Buffer.from(JSON.stringify([...known].map(([name, { hash, code }]) => [name, hash, code.length])));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(list.length);
  const content = Buffer.concat([size, list, ...[...known.values()].map(({ code }) => code)]);
  keep(file, Buffer.concat([createHash(HASH).update(content).digest(), content]));
}

function removeOld(folder, name) {
  try {
    for (const other of readdirSync(folder).filter((one) => one.startsWith(`${name}-`))) {
      const path = join(folder, other);
      if (Date.now() - statSync(path).mtimeMs > REMOVED_AFTER_MS) rmSync(path, { force: true });
    }
  } catch {
    // Nothing was kept yet, or somebody else removes it.
  }
}

module.exports = { keepCode };
