import { gzipSync } from 'node:zlib';

/** Kilobytes, as gzip sends them; console.md, "Stack", says why these. */
const FIRST_LOAD = { script: 250, style: 30 };
const LATER = {
  ...{ 'case-page': 90, 'intake-page': 90, 'register-page': 90, 'approvals-page': 90 },
  ...{ 'audit-page': 40, 'audit-file-page': 40, 'dashboard-page': 40, 'report-page': 40, 'penalties-page': 40 },
  ...{ 'incident-page': 40, 'corrective-action-page': 40 },
  ...{ 'staff-page': 90, 'me-page': 90, 'policy-page': 90 },
};

/**
 * Fails the build when the first load, or a part that is loaded later, is larger than it may be.
 * @returns {import('vite').Plugin}
 */
export function budget() {
  return {
    name: 'redress-budget',
    apply: 'build',
    writeBundle(_, bundle) {
      const outputs = Object.values(bundle);
      const chunks = outputs.filter((one) => one.type === 'chunk');
      const first = new Set();
      const follow = (name) => {
        const chunk = chunks.find(({ fileName }) => fileName === name);
        if (chunk === undefined || first.has(chunk)) return;
        first.add(chunk);
        for (const next of chunk.imports) follow(next);
      };
      for (const { fileName } of chunks.filter(({ isEntry }) => isEntry)) follow(fileName);
      const isFirst = (style) => [...first].some(({ viteMetadata }) => viteMetadata?.importedCss.has(style.fileName));
      const styles = outputs.filter(({ fileName }) => fileName.endsWith('.css'));
      const sizes = [
        ['script of the first load', FIRST_LOAD.script, sum([...first].map(({ code }) => code))],
        ['style of the first load', FIRST_LOAD.style, sum(styles.filter(isFirst).map(({ source }) => source))],
        ...chunks
          .filter((chunk) => !first.has(chunk) && Object.hasOwn(LATER, chunk.name))
          .map(({ name, code }) => [`part “${name}”`, LATER[name], sum([code])]),
      ];
      for (const [what, most, has] of sizes) this.info(`${what}: ${has.toFixed(1)} of ${most} kB`);
      const over = sizes.filter(([, most, has]) => has > most);
      if (over.length > 0)
        this.error(over.map(([what, most, has]) => `${what} is ${has.toFixed(1)} kB; it may be ${most}`).join('; '));
    },
  };
}

/** @param {(string | Uint8Array)[]} parts */
function sum(parts) {
  return parts.reduce((all, part) => all + gzipSync(part).length / 1000, 0);
}
