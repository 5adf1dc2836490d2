import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, fakeProgram, scratch } from './support';
import type { Outcome } from './support';

const place = scratch();
afterAll(() => place.remove());

/** Runs `script/server` on what it must refuse or answer before it provides anything. */
function server(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const command = join(ROOT, 'script', 'server');
  return new Promise((done) => {
    execFile(command, args, { cwd: place.folder, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
    });
  });
}

describe('script/server', () => {
  test('--help: names each option with its environment variable', async () => {
    const { code, stdout } = await server(['--help']);
    expect(code).toBe(0);
    for (const option of ['port', 'temporal-port', 'ui-port', 'mongo-port', 'host', 'data'])
      expect(stdout).toMatch(new RegExp(`--${option} .*REDRESS_${option.toUpperCase().replace('-', '_')} `));
    expect(stdout).toContain('--reset');
  });

  test.each([
    { args: ['--port', '99999'], env: { REDRESS_UI_PORT: '8233' }, names: '--port (REDRESS_PORT) is "99999"' },
    { args: [], env: { REDRESS_UI_PORT: 'none' }, names: '--ui-port (REDRESS_UI_PORT) is "none"' },
  ])('a port that is none ($names): refused before anything is provided', async ({ args, env, names }) => {
    const { code, stderr } = await server(args, env);
    expect(code).toBe(1);
    expect(stderr).toContain(names);
  });

  test('an unknown option: refused, with the usage', async () => {
    const { code, stderr } = await server(['--prot', '4780']);
    expect(code).toBe(1);
    expect(stderr).toContain('--prot');
    expect(stderr).toContain('Usage: script/server');
  });

  test('a Node.js that is too old: refused with its version and where to get another', async () => {
    const bin = join(place.folder, 'bin');
    fakeProgram(bin, 'node', "if (args[0] === '--version') console.log('v18.20.4'); else process.exit(1);");
    const { code, stderr } = await server(['--help'], { PATH: `${bin}:${process.env.PATH ?? ''}` });
    expect(code).toBe(1);
    expect(stderr).toContain('needs Node.js 20.19, 22.13, 24 or newer; this is v18.20.4');
    expect(stderr).toContain('nodejs.org');
  });
});
