// Workflow code runs in Temporal's own sandbox; Jest only compiles the tests and what they import.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Packages that ship ES modules only: Jest's loader cannot require them as Node does, so it compiles them first. */
function esModulesOnly() {
  const root = join(__dirname, 'node_modules');
  const names = readdirSync(root).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(root, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  return names.filter((name) => {
    const file = join(root, name, 'package.json');
    if (!existsSync(file)) return false;
    const { type, exports: offered, main } = JSON.parse(readFileSync(file, 'utf8'));
    return type === 'module' && !JSON.stringify(offered ?? main ?? '').match(/"require"|\.cjs/);
  });
}

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/script/jest-environment.cjs',
  runtime: '<rootDir>/script/jest-runtime.cjs',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/web/test/**/*.test.tsx'],
  transform: {
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
    '^.+\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly().join('|')})/)`],
  testTimeout: 60_000,
};
