/** Where Node.js starts a program by its loader of ES modules, as it does after `--import`: TypeScript is still ours. */
export function load(url, context, next) {
  return /\.ts$/.test(url) ? { format: 'commonjs', shortCircuit: true } : next(url, context);
}
