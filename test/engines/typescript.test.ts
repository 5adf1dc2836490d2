import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNode, scratch } from './support';
import type { Outcome } from './support';

jest.setTimeout(120_000);
const places: { remove: () => void }[] = [];
afterAll(() => places.forEach(({ remove }) => remove()));

/** A checkout of two files, `main.ts` and what it says. */
function checkout() {
  const place = scratch();
  places.push(place);
  const at = (...path: string[]) => join(place.folder, ...path);
  cpSync(join(ROOT, 'engines', 'typescript'), at('engines', 'typescript'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), at('node_modules'));
  writeFileSync(at('package.json'), '{ "type": "commonjs" }');
  writeFileSync(at('main.ts'), "import { said } from './said';\nconsole.log(said());\n");
  const says = (text: string) =>
    writeFileSync(at('said.ts'), `export function said(): string {\n  return '${text}';\n}\n`);
  says('first');
  const runIn = (env: Record<string, string>, ...options: string[]): Promise<Outcome> =>
    runNode([...options, '--require', at('engines', 'typescript', 'register.cjs'), at('main.ts')], env);
  const run = Object.assign((...options: string[]) => runIn({}, ...options), { with: runIn });
  return { at, says, run };
}

const said = ({ code, stdout, stderr }: Outcome) => ({ code, stdout: stdout.trim(), stderr });
const saying = (stdout: string) => ({ code: 0, stdout, stderr: '' });

describe('TypeScript that runs as it is', () => {
  test('a changed file, of the same length: what it says now, and again at the next start', async () => {
    const { says, run } = checkout();
    expect(said(await run())).toEqual(saying('first'));
    says('other');
    expect(said(await run())).toEqual(saying('other'));
    expect(said(await run())).toEqual(saying('other'));
    says('first');
    expect(said(await run())).toEqual(saying('first'));
  });

  test('with an instrument that is loaded by --import, on the command line or by NODE_OPTIONS, it runs as well', async () => {
    const { at, run } = checkout();
    const instrument = '--import=data:text/javascript,globalThis.seen=true';
    writeFileSync(at('said.ts'), "export const said = (): string => 'seen' in globalThis ? 'seen' : 'unseen';\n");
    expect(said(await run())).toEqual(saying('unseen'));
    expect(said(await run(instrument))).toEqual(saying('seen'));
    expect(said(await run.with({ NODE_OPTIONS: instrument }))).toEqual(saying('seen'));
  });

  test('an error names the line of the source, also of what was compiled before', async () => {
    const { at, run } = checkout();
    const source = `interface Left {\n  out: string;\n}\n\nexport const said = (): string => {\n  throw new Error('no ' + ({} as Left).out);\n};\n`;
    writeFileSync(at('said.ts'), source);
    for (let i = 0; i < 2; i++) {
      const { code, stderr } = await run();
      expect(code).toBe(1);
      expect(stderr).toContain('Error: no undefined');
      expect(stderr).toContain(`said (${at('said.ts')}:6:9)`);
      expect(stderr).toContain(`${at('main.ts')}:2:`);
    }
  });

  test('a file that is no TypeScript: refused by its name', async () => {
    const { at, run } = checkout();
    writeFileSync(at('said.ts'), 'export function (');
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain('said.ts');
  });

  test('several that start at once where nothing was compiled yet: each runs', async () => {
    const { run } = checkout();
    const all = await Promise.all(Array.from({ length: 4 }, () => run()));
    expect(all.map(said)).toEqual(all.map(() => saying('first')));
  });

  test('nothing can be written: it runs all the same', async () => {
    const { at, run } = checkout();
    writeFileSync(at('build'), 'a file where the folder would be');
    expect(said(await run())).toEqual(saying('first'));
  });

  test('what was kept is damaged: it is made anew', async () => {
    const { at, run } = checkout();
    await run();
    const folder = at('build', 'typescript');
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(kept.length).toBeGreaterThan(2);
    for (const { parentPath, name } of kept) {
      const file = join(parentPath, name);
      const whole = readFileSync(file);
      writeFileSync(file, Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length / 4, 'x')]));
    }
    expect(said(await run())).toEqual(saying('first'));
    expect(said(await run())).toEqual(saying('first'));
  });

  test('a file beyond the checkout, such as a remedy of one’s own, loads what it names', async () => {
    const [{ at: mine, run }, { at: elsewhere }] = [checkout(), checkout()];
    mkdirSync(elsewhere('kinds'));
    writeFileSync(elsewhere('kinds', 'own.ts'), `export { said } from ${JSON.stringify(mine('said.ts'))};\n`);
    writeFileSync(
      mine('main.ts'),
      `import { createRequire } from 'node:module';\nconst { said } = createRequire(${JSON.stringify(elsewhere('any.ts'))})('./kinds/own.ts') as { said: () => string };\nconsole.log(said());\n`,
    );
    expect(said(await run())).toEqual(saying('first'));
  });
});
