// Workflow code runs in Temporal's own sandbox; Jest only compiles the tests and what they import.
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  // These packages ship ES modules only, which Jest's loader has to see compiled.
  transformIgnorePatterns: [
    '/node_modules/(?!(canonicalize|jose|feelin|lezer-feel|@lezer|csv-parse|commander|nodemailer|smtp-server|fast-check|pure-rand)/)',
  ],
  testTimeout: 60_000,
};
