/**
 * Where a test file runs: in the process itself instead of a context of its own, so that packages can be loaded once for
 * all files of a process (`jest-runtime.cjs`), and so that an error of Node is an `Error` to the code that is tested.
 * What Jest and the tests change of the process is put back after each file.
 */
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

module.exports = class ProcessEnvironment {
  constructor({ projectConfig }) {
    this.before = {
      env: { ...process.env },
      exit: process.exit,
      globals: Object.getOwnPropertyDescriptors(globalThis),
    };
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest asks whether there is one; `jest-runtime.cjs` compiles without. */
  getVmContext() {
    return {};
  }

  async setup() {}

  async teardown() {
    const { env, exit, globals } = this.before;
    this.fakeTimersModern.dispose();
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
    for (const name of Reflect.ownKeys(globalThis)) if (!(name in globals)) Reflect.deleteProperty(globalThis, name);
    for (const name of Reflect.ownKeys(globals))
      if (globals[name].configurable) Object.defineProperty(globalThis, name, globals[name]);
    this.global = null;
  }
};
