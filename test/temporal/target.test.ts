import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onlyForAGivenServer, readTemporal } from '../../temporal/target';
import { scratch } from '../engines/support';
import { authority, signedBy } from './certificates';

const place = scratch();
afterAll(() => place.remove());
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(place.folder, name), text);
  return join(place.folder, name);
};

test('without settings, a server of this machine is looked for, without TLS', () => {
  expect(readTemporal({ TEMPORAL_ADDRESS: '', HOME: place.folder })).toEqual({
    ...{ address: '127.0.0.1:7233', namespace: 'default', isGiven: false },
  });
});

test('an API key comes with TLS, unless that is said otherwise', () => {
  const env = { TEMPORAL_ADDRESS: 'eu.example:7233', TEMPORAL_NAMESPACE: 'shop.a1', TEMPORAL_API_KEY: 'secret' };
  expect(readTemporal(env)).toEqual({
    ...{ address: 'eu.example:7233', namespace: 'shop.a1', isGiven: true, apiKey: 'secret', tls: {} },
  });
  expect(readTemporal({ ...env, TEMPORAL_TLS: 'false' })).not.toHaveProperty('tls');
});

describe('a profile', () => {
  const text = '[profile.cloud]\naddress = "eu.example:7233"\nnamespace = "shop.a1"\napi_key = "secret"\n';

  test('is read where it is asked for; what the environment says comes first', () => {
    const file = fileOf('profiles.toml', text);
    const env = { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'cloud' };
    expect(readTemporal(env)).toMatchObject({ address: 'eu.example:7233', namespace: 'shop.a1', apiKey: 'secret' });
    expect(readTemporal({ ...env, TEMPORAL_NAMESPACE: 'other' })).toMatchObject({ namespace: 'other' });
  });

  test('of whoever starts a process is left alone where nobody asks for it', () => {
    for (const folder of ['.config/temporalio', 'Library/Application Support/temporalio']) {
      mkdirSync(join(place.folder, folder), { recursive: true });
      fileOf(`${folder}/temporal.toml`, text.replace('cloud', 'default'));
    }
    const home = { HOME: place.folder, XDG_CONFIG_HOME: join(place.folder, '.config') };
    expect(readTemporal(home)).not.toHaveProperty('apiKey');
    expect(readTemporal({ ...home, TEMPORAL_PROFILE: 'default' })).toHaveProperty('apiKey', 'secret');
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['its file is missing', { TEMPORAL_CONFIG_FILE: '/nowhere/x.toml' }, /TEMPORAL_CONFIG_FILE: there is no \/nowhere/],
    ['it is not in the file', { TEMPORAL_PROFILE: 'cluod' }, /'cluod' not found/],
    ['a key is misspelt', { text: text.replace('api_key', 'apikey'), TEMPORAL_PROFILE: 'cloud' }, /apikey/],
    ['it is no TOML', { text: '{', TEMPORAL_PROFILE: 'cloud' }, /TEMPORAL_CONFIG_FILE: /],
  ])('%s: named', (_, { text: own, ...env }, message) => {
    const file = fileOf('wrong.toml', own ?? text);
    expect(() => readTemporal({ TEMPORAL_CONFIG_FILE: file, ...env })).toThrow(message);
  });
});

describe('what is wrong stops the start, and is named', () => {
  const names = ['CA', 'other CA'];
  let pairs: { cert: string; key: string }[];
  beforeAll(async () => {
    pairs = await Promise.all(names.map(async (name) => signedBy(await authority(name), 'temporal.test')));
  });
  const data = () => {
    const [one, other] = pairs;
    return { cert: one?.cert ?? '', key: one?.key ?? '', otherKey: other?.key ?? '' };
  };

  test.each<[string, () => Record<string, string>, RegExp]>([
    ['an address without a port', () => ({ TEMPORAL_ADDRESS: 'temporal.example' }), /TEMPORAL_ADDRESS.*host:port/],
    ['an address with a scheme', () => ({ TEMPORAL_ADDRESS: 'https://temporal.example:443' }), /TEMPORAL_ADDRESS/],
    ['a certificate without key', () => ({ TEMPORAL_TLS_CLIENT_CERT_DATA: data().cert }), /CLIENT_KEY_… is not/],
    ['a key without certificate', () => ({ TEMPORAL_TLS_CLIENT_KEY_DATA: data().key }), /CLIENT_CERT_… is not/],
    [
      'a key of another certificate',
      () => ({ TEMPORAL_TLS_CLIENT_CERT_DATA: data().cert, TEMPORAL_TLS_CLIENT_KEY_DATA: data().otherKey }),
      /TEMPORAL_TLS_CLIENT_CERT_… and TEMPORAL_TLS_CLIENT_KEY_…/,
    ],
    ['a missing file', () => ({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' }), /TEMPORAL_TLS_…_PATH.*nowhere/],
    ['a CA that is none', () => ({ TEMPORAL_TLS_SERVER_CA_CERT_DATA: 'x' }), /TEMPORAL_TLS_SERVER_CA_CERT_/],
    ['an unchecked host', () => ({ TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' }), /DISABLE_HOST_VERIFICATION/],
  ])('%s', (_, env, message) => expect(() => readTemporal(env())).toThrow(message));
});

test('settings that need a given server are known by name', () => {
  expect(
    onlyForAGivenServer({
      TEMPORAL_API_KEY: 'x',
      TEMPORAL_TLS: '',
      TEMPORAL_TLS_SERVER_NAME: 'y',
      TEMPORAL_NAMESPACE: 'z',
    }),
  ).toEqual(['TEMPORAL_API_KEY', 'TEMPORAL_TLS_SERVER_NAME']);
});
