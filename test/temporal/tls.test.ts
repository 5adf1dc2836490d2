import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEARCH_ATTRIBUTES } from '../../domain/case/search-attributes';
import { freePort } from '../../engines/for-tests';
import { startProcess } from '../../engines/managed-process';
import { prepareNamespace } from '../../engines/namespace';
import { NamespaceUnfit } from '../../engines/namespace-unfit';
import { connectTemporal, connectWorker, requireNamespace } from '../../temporal/connect';
import { readTemporal } from '../../temporal/target';
import { Http } from '../api/support/http';
import { member, PASSWORD } from '../api/support/running-api';
import { eventually, ROOT, runNode, scratch } from '../engines/support';
import { enterStaff } from '../support/enter-staff';
import { Stack } from '../support/stack';
import { authority, signedBy } from './certificates';
import { startFrontend } from './frontend';

const KEY = 'a key of this test';
const place = scratch();
/** What worker and API are told; the stack reads it whenever it starts one. */
const env: Record<string, string> = {};
const stops: (() => void)[] = [];
let stack: Stack;

function fileOf(name: string, text: string): string {
  writeFileSync(join(place.folder, name), text, { mode: 0o600 });
  return join(place.folder, name);
}

/** All settings right: TLS by a CA of one's own, a client certificate, an API key. */
async function begin(temporalAddress: string): Promise<void> {
  const [ours, theirs] = await Promise.all([authority('ours'), authority('theirs')]);
  const [server, client, stranger] = await Promise.all([
    signedBy(ours, 'temporal.test'),
    signedBy(ours, 'redress'),
    signedBy(theirs, 'redress'),
  ]);
  const frontend = await startFrontend(temporalAddress, { server: server, clientCa: ours.cert, apiKey: KEY });
  stops.push(() => frontend.stop());
  fileOf('other-ca.pem', theirs.cert);
  fileOf('stranger.pem', stranger.cert);
  fileOf('stranger.key', stranger.key);
  Object.assign(env, {
    TEMPORAL_ADDRESS: frontend.address,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_API_KEY: KEY,
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: fileOf('ca.pem', ours.cert),
    TEMPORAL_TLS_SERVER_NAME: 'temporal.test',
    TEMPORAL_TLS_CLIENT_CERT_PATH: fileOf('client.pem', client.cert),
    TEMPORAL_TLS_CLIENT_KEY_PATH: fileOf('client.key', client.key),
  });
  const limited = await startFrontend(temporalAddress, {
    server: server,
    denied: /UpdateNamespace|RegisterNamespace|SearchAttributes/,
  });
  stops.push(() => limited.stop());
  limitedAddress = limited.address;
}
let limitedAddress = '';

beforeAll(async () => {
  stack = await Stack.start({
    api: true,
    before: async (one) => {
      await enterStaff(one, [member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] })]);
      await begin(one.temporalAddress);
    },
    env,
  });
}, 300_000);
afterAll(async () => {
  await stack.stop();
  for (const stop of stops) stop();
  place.remove();
}, 60_000);

test('API and worker take a complaint through mutual TLS and an API key', async () => {
  const { body } = await new Http(stack.apiUrl).post('/api/v1/session', { id: 'mei', password: PASSWORD });
  const answered = await new Http(stack.apiUrl).as(body.token as string).post('/api/v1/complaints', {
    ...{ category: 'quality', channel: 'phone', complainant: { name: '欧阳' }, text: '冒烟' },
    ...{ demand: { kind: 'refund', amountFen: 39_900 }, receiptFen: 39_900 },
  });
  expect([answered.status, answered.body.status]).toEqual([201, 'open']);
}, 60_000);

test('the namespace step, the health check of a worker, and a profile do as well', async () => {
  const profile = `[profile.cluster]
address = "${env['TEMPORAL_ADDRESS']}"
api_key = "${KEY}"
[profile.cluster.tls]
server_name = "temporal.test"
server_ca_cert_path = "${env['TEMPORAL_TLS_SERVER_CA_CERT_PATH']}"
client_cert_path = "${env['TEMPORAL_TLS_CLIENT_CERT_PATH']}"
client_key_path = "${env['TEMPORAL_TLS_CLIENT_KEY_PATH']}"
`;
  const asked = { TEMPORAL_CONFIG_FILE: fileOf('profiles.toml', profile), TEMPORAL_PROFILE: 'cluster' };
  const program = (name: string) =>
    runNode(['--require', './engines/typescript/register.cjs', join('engines', name)], { ...inherited(), ...asked });
  expect(await program('prepare-namespace.ts')).toMatchObject({ code: 0, stdout: 'namespace default is ready\n' });
  expect(await program('worker-health.ts')).toMatchObject({ code: 0 });
  const connection = await connectWorker(readTemporal(asked));
  await connection.close();
}, 120_000);

const inherited = (): Record<string, string> => ({ PATH: process.env['PATH'] ?? '', HOME: place.folder });
const without = (...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.some((one) => name.startsWith(one))));

test.each<[string, () => Record<string, string> | Promise<Record<string, string>>, RegExp]>([
  ['TLS is not said', () => without('TEMPORAL_TLS', 'TEMPORAL_API_KEY'), /speaks TLS\. Set TEMPORAL_TLS=true/],
  ['the CA is not given', () => without('TEMPORAL_TLS_SERVER_CA'), /TEMPORAL_TLS_SERVER_CA_CERT_PATH/],
  [
    'the CA is another',
    () => ({ ...env, TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(place.folder, 'other-ca.pem') }),
    /not signed by a CA that is known here.*TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
  ],
  ['the name is another', () => ({ ...env, TEMPORAL_TLS_SERVER_NAME: 'other.test' }), /TEMPORAL_TLS_SERVER_NAME/],
  [
    'no client certificate',
    () => without('TEMPORAL_TLS_CLIENT'),
    /wants a client certificate: set TEMPORAL_TLS_CLIENT/,
  ],
  [
    'a client certificate of another CA',
    () => ({
      ...env,
      TEMPORAL_TLS_CLIENT_CERT_PATH: join(place.folder, 'stranger.pem'),
      TEMPORAL_TLS_CLIENT_KEY_PATH: join(place.folder, 'stranger.key'),
    }),
    /does not accept the client certificate of TEMPORAL_TLS_CLIENT_CERT_PATH/,
  ],
  ['a wrong API key', () => ({ ...env, TEMPORAL_API_KEY: 'other' }), /does not accept the key of TEMPORAL_API_KEY/],
  ['no API key', () => without('TEMPORAL_API_KEY'), /set TEMPORAL_API_KEY/],
  ['no such namespace', () => ({ ...env, TEMPORAL_NAMESPACE: 'shop' }), /no namespace "shop" \(TEMPORAL_NAMESPACE\)/],
  [
    'TLS where there is none',
    () => ({ TEMPORAL_ADDRESS: stack.temporalAddress, TEMPORAL_TLS_SERVER_NAME: 'temporal.test' }),
    /does not speak TLS.*Leave out TEMPORAL_TLS/,
  ],
  [
    'nobody is there',
    async () => ({ TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}` }),
    /nothing answers there \(ECONNREFUSED\)/,
  ],
])(
  '%s: one try, and a message that names what to set',
  async (_, wrong, message) => {
    const target = readTemporal(await wrong());
    const use = async (): Promise<void> => {
      const connection = await connectTemporal(target, { withinMs: 3_000 });
      await requireNamespace(connection, target, 3_000).finally(() => connection.close());
    };
    await expect(use()).rejects.toThrow(message);
    await expect(use()).rejects.toThrow(`Temporal at ${target.address} (TEMPORAL_ADDRESS)`);
  },
  60_000,
);

test('a wrong setting ends worker, namespace step and command line at once; they say which', async () => {
  const wrong = { ...inherited(), ...env, TEMPORAL_API_KEY: 'other', MONGODB_URI: stack.mongoUri };
  const programs = [
    ['workers/main.ts'],
    ['engines/prepare-namespace.ts'],
    ['cli/main.ts', 'deployment', 'check'],
    ['cli/main.ts', 'rebuild', '--check'],
  ];
  for (const program of programs) {
    const { code, stderr } = await runNode(['--require', './engines/typescript/register.cjs', ...program], {
      ...wrong,
      REDRESS_DATA: stack.data,
    });
    expect([program, code, stderr]).toEqual([program, 1, expect.stringContaining('TEMPORAL_API_KEY')]);
  }
}, 240_000);

test('a wrong setting: the API says it in its log and is not ready, but lives', async () => {
  const port = await freePort();
  const log = join(place.folder, 'api.log');
  const base = `http://127.0.0.1:${port}`;
  const api = await startProcess({
    ...{
      name: 'API',
      command: process.execPath,
      args: ['--require', './engines/typescript/register.cjs', 'api/main.ts'],
      cwd: ROOT,
      log,
    },
    env: {
      ...stack.env,
      REDRESS_PORT: String(port),
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(place.folder, 'other-ca.pem'),
    },
    ready: async () => expect((await fetch(`${base}/health`)).status).toBe(200),
    ...{ readyWithinMs: 90_000, stopWithinMs: 15_000 },
  });
  try {
    // The API gives a server that starts beside it a quarter of a minute.
    await eventually(
      () => expect(readFileSync(log, 'utf8')).toMatch(/"work":"temporal".*TEMPORAL_TLS_SERVER_CA_CERT_PATH/),
      60_000,
    );
    const { status, body } = await new Http(base).get('/ready');
    expect([status, body.missing]).toEqual([503, ['temporal']]);
  } finally {
    await api.stop();
  }
}, 150_000);

test('without rights, the namespace step tells what to have done, and is content with what is there', async () => {
  const target = readTemporal({
    ...without('TEMPORAL_API_KEY', 'TEMPORAL_TLS_CLIENT'),
    TEMPORAL_ADDRESS: limitedAddress,
  });
  expect(await outcomeOf(target, SEARCH_ATTRIBUTES)).toBe('ready');
  const more = await outcomeOf(target, { ...SEARCH_ATTRIBUTES, RedressMore: 'Keyword' });
  expect(more).toContain(
    'temporal operator search-attribute create --namespace default --name RedressMore --type Keyword',
  );
  expect(more).not.toContain('namespace create');
  const other = await outcomeOf({ ...target, namespace: 'shop' }, SEARCH_ATTRIBUTES);
  expect(other).toContain('temporal operator namespace create --namespace shop --retention 90d');
  expect(other).toContain('tcld namespace create --namespace shop --retention-days 90');
}, 90_000);

/** What the namespace step says; a busy machine may not connect within the two seconds of one try. */
function outcomeOf(...[target, attributes]: Parameters<typeof prepareNamespace>): Promise<string> {
  return eventually(() =>
    prepareNamespace(target, attributes).then(
      () => 'ready',
      (error: unknown) => {
        if (error instanceof NamespaceUnfit) return error.message;
        throw error;
      },
    ),
  );
}
