import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, fakeProgram, runNode, scratch } from './support';

const MODULE = pathToFileURL(join(ROOT, 'engines', 'provision', 'mongod.mjs')).href;
const PATH = 'linux/mongodb-9.9.1.tgz';
const RUNS = "console.log('db version v9.9.1')";
const UBUNTU = { key: 'linux-x64', glibc: '2.39' };

const place = scratch();
afterAll(() => place.remove());

/** An archive as the makers of MongoDB pack theirs, with a program of ours in it. */
function archiveWith(body: string): { bytes: Buffer; sha256: string } {
  const folder = join(place.folder, createHash('sha256').update(body).digest('hex').slice(0, 8));
  fakeProgram(join(folder, 'mongodb-linux-9.9.1', 'bin'), 'mongod', body);
  writeFileSync(join(folder, 'mongodb-linux-9.9.1', 'LICENSE-Community.txt'), 'its licence');
  execFileSync('tar', ['-czf', 'archive.tgz', 'mongodb-linux-9.9.1'], { cwd: folder });
  const bytes = readFileSync(join(folder, 'archive.tgz'));
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A site of the test's own, asked by a machine of the test's own with an empty cache. */
async function machine(listener: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const home = join(place.folder, `machine-${(server.address() as AddressInfo).port}`);
  mkdirSync(home);
  return {
    asked,
    site,
    cache: join(home, 'redress'),
    end: () => {
      server.close();
      server.closeAllConnections();
    },
    provide: async (
      sha256: string,
      options: { machine?: object; env?: Record<string, string>; site?: string } = {},
    ) => {
      const archive = { version: '9.9.1', path: PATH, sha256, glibc: [2, 39] };
      const where = {
        archives: { 'linux-x64': [archive] },
        site: options.site ?? site,
        machine: options.machine ?? UBUNTU,
      };
      const script = `import { downloadedMongod } from ${JSON.stringify(MODULE)};
        console.log(JSON.stringify((await downloadedMongod(${JSON.stringify(where)})) ?? null));`;
      const env = { PATH: process.env['PATH'] ?? '', HOME: home, REDRESS_CACHE: home, ...options.env };
      const { stdout, stderr } = await runNode(['--input-type=module', '-e', script], env);
      return { mongod: JSON.parse(stdout) as { executable: string; source: string } | null, said: stderr };
    },
  };
}

const good = archiveWith(RUNS);
const serving =
  (bytes: Buffer): RequestListener =>
  (_, response) =>
    response.end(bytes);

describe('MongoDB from its makers’ site', () => {
  test('the pinned archive: its program is kept, its licence named, and the next start asks nobody', async () => {
    const here = await machine(serving(good.bytes));
    const first = await here.provide(good.sha256);
    expect(first.mongod).toEqual({ executable: expect.stringMatching(/mongod$/) as string, source: 'download' });
    expect(first.said).toContain('Server Side Public License');
    expect(readFileSync(first.mongod?.executable ?? '', 'utf8')).toContain('9.9.1');
    expect((await here.provide(good.sha256)).mongod?.source).toBe('cache');
    expect(here.asked).toEqual([`/${PATH}`]);
    here.end();
  });

  test('broken off half-way: nothing is kept, it is said, and not tried again at the next start', async () => {
    const here = await machine((_, response) => {
      response.writeHead(200, { 'content-length': good.bytes.length });
      response.write(good.bytes.subarray(0, good.bytes.length / 2), () => response.destroy());
    });
    const { mongod, said } = await here.provide(good.sha256);
    expect(mongod).toBeNull();
    expect(said).toContain('could not fetch');
    expect((await here.provide(good.sha256)).mongod).toBeNull();
    expect(here.asked).toHaveLength(1);
    here.end();
  });

  test('another archive than was pinned: refused, and its program never runs', async () => {
    const ran = join(place.folder, 'ran');
    const bad = archiveWith(`fs.writeFileSync(${JSON.stringify(ran)}, ''); ${RUNS}`);
    const here = await machine(serving(bad.bytes));
    const { mongod, said } = await here.provide(good.sha256);
    expect(mongod).toBeNull();
    expect(said).toContain('is not the pinned file');
    expect(existsSync(ran)).toBe(false);
    here.end();
  });

  test('a program that does not start here: passed over, said once, and not fetched again', async () => {
    const broken = archiveWith("console.error('GLIBC_2.39 not found'); process.exit(127)");
    const here = await machine(serving(broken.bytes));
    const { mongod, said } = await here.provide(broken.sha256);
    expect(mongod).toBeNull();
    expect(said).toContain('does not run on this machine');
    expect((await here.provide(broken.sha256)).mongod).toBeNull();
    expect(here.asked).toHaveLength(1);
    here.end();
  });

  test.each([
    ['an older C library', { key: 'linux-x64', glibc: '2.31' }, {}],
    ['another C library', { key: 'linux-x64' }, {}],
    ['a processor that has no archive', { key: 'linux-riscv64', glibc: '2.39' }, {}],
    ['a machine that is told not to download', UBUNTU, { REDRESS_DOWNLOAD: 'no' }],
  ])('%s: the site is not asked', async (_, where, env) => {
    const here = await machine(serving(good.bytes));
    expect((await here.provide(good.sha256, { machine: where, env })).mongod).toBeNull();
    expect(here.asked).toEqual([]);
    here.end();
  });

  test('behind a proxy: the proxy is asked for it', async () => {
    const proxy = await machine(serving(good.bytes));
    const site = 'http://downloads.example';
    const { mongod } = await proxy.provide(good.sha256, { site, env: { all_proxy: proxy.site } });
    expect(mongod?.source).toBe('download');
    expect(proxy.asked).toEqual([`${site}/${PATH}`]);
    proxy.end();
  });
});
