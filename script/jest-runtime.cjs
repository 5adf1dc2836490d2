/**
 * Loads the project's files anew for each test file, as Jest does, but packages once for all files of a process: they were
 * a third of the time of all tests. Packages with a state that a test file sets for itself are its own.
 */
const { createRequire, isBuiltin } = require('node:module');
const { sep } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

/**
 * Temporal's SDK has one runtime for a process, which a test file installs for itself and ends, and loads our converter by
 * its path, which is TypeScript. Its largest part by far has no state: the messages of the protocol.
 */
const OF_EACH_FILE = /^@temporalio\/(?!proto)/;

/** Compiled once for a process: each test file runs them again, and so has modules of its own. */
const compiled = new Map();

class Runtime extends JestRuntime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) => {
      const known = compiled.get(filename);
      if (known?.source === source) return known.run;
      const run = compileFunction(source, executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      compiled.set(filename, { source, run });
      return run;
    };
  }

  requireModuleOrMock(from, name) {
    return isOnce(from, name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
}

function isOnce(from, name) {
  if (/^[./]/.test(name) || isBuiltin(name) || name === '@jest/globals') return false;
  if (OF_EACH_FILE.test(name)) return false;
  return createRequire(from).resolve(name).includes(`${sep}node_modules${sep}`);
}

module.exports = { default: Runtime, __esModule: true };
