import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainFingerprint } from '../../api/plain-fingerprint';
import { openSecret } from '../../api/secret-file';
import { openSecrets } from '../../api/secrets';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'redress-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('secrets are made once, differ from one another, and nobody else may read them', async () => {
  const first = await openSecrets(join(folder, 'secrets'));
  const again = await openSecrets(join(folder, 'secrets'));
  expect(again).toEqual(first);
  expect(first.session.equals(first.fingerprint)).toBe(false);
  expect(first.session).toHaveLength(32);
  for (const name of ['session.key', 'fingerprint.key'])
    expect(statSync(join(folder, 'secrets', name)).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
});

test('processes that start at once get the same secret', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => openSecret(join(folder, 'one.key'))));
  expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1);
});

test('a file that holds something else stops the start', async () => {
  const path = join(folder, 'one.key');
  writeFileSync(path, 'short\n');
  await expect(openSecret(path)).rejects.toThrow(path);
});

test('a mark is the same for every spelling of a body, another for another body, and of no use without the secret', () => {
  const ours = new PlainFingerprint(Buffer.alloc(32, 1));
  expect(ours.of({ a: 1, b: ['x', undefined], c: undefined })).toBe(ours.of({ b: ['x', null], a: 1 }));
  expect(ours.of({ a: 1 })).not.toBe(ours.of({ a: 2 }));
  expect(ours.of({ text: '要求退款' })).not.toBe(new PlainFingerprint(Buffer.alloc(32, 2)).of({ text: '要求退款' }));
  expect(ours.of({})).toMatch(/^[0-9a-f]{32}$/);
});
