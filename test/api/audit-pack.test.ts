import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { shippedPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, PASSWORD, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const number = (n: number): string => formatComplaintNumber('2026-09-30', Buffer.alloc(8, n));
const [WHOLE, BROKEN, UNREADABLE] = [number(1), number(2), number(3)];

let api: RunningApi;
let audit: Http;
const folders: string[] = [];

beforeAll(async () => {
  api = await startApi({ env: { REDRESS_TEMPORAL_UI: 'http://temporal.example/ui/' } });
  await api.enter(member('audit', { roles: ['auditor'] }), member('mei', { roles: ['complaintsDesk'] }));
  audit = await api.signedIn('audit');
  const bundle = shippedPolicies().find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  await api.models.policies.publish(bundle, { by: 'test' });
  for (const no of [WHOLE, BROKEN, UNREADABLE])
    await seedCase(api, bundle, no, { complainant: { name: '王小明', phone: '13800000000' } });
  const events = api.connection.collection<{ no: string; seq: number; text: string }>('events');
  const stored = await events.findOne({ no: BROKEN, seq: 2 });
  await events.updateOne({ no: BROKEN, seq: 2 }, { $set: { text: stored!.text.replace('"main"', '"mein"') } });
  await events.updateOne({ no: UNREADABLE, seq: 2 }, { $set: { text: '{"no":' } });
}, 60_000);
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await api.stop();
});

/** The files of a pack, unpacked into a folder of their own. */
async function packed(no: string): Promise<{ files: Record<string, string>; folder: string }> {
  const { body } = await api.http.post('/api/v1/session', { id: 'audit', password: PASSWORD });
  const response = await fetch(`${api.base}/api/v1/audit/${no}/pack`, {
    headers: { Authorization: `Bearer ${body.token as string}` },
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const folder = mkdtempSync(join(tmpdir(), 'redress-pack-'));
  folders.push(folder);
  const unpacked = unzipSync(new Uint8Array(await response.arrayBuffer()));
  for (const [name, content] of Object.entries(unpacked)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const files = Object.fromEntries(
    Object.entries(unpacked).map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
  );
  return { files, folder };
}

function verified(folder: string): { status: number | null; said: string } {
  const { status, stdout } = spawnSync(process.execPath, ['verify.mjs'], { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout };
}

test('a pack has everything that proves a file, and proves it away from the server', async () => {
  const { files, folder } = await packed(WHOLE);
  expect(Object.keys(files).sort()).toEqual(
    [
      ...['README.md', 'SHA256SUMS', 'access.jsonl', 'events.jsonl', 'head.json', 'verify.mjs'],
      ...['register-form', 'report'].flatMap((name) => [`documents/${name}.en.html`, `documents/${name}.zh.html`]),
    ].sort(),
  );
  // What is sealed stays so among the events; documents are for reading.
  expect(files['events.jsonl']).not.toContain('王小明');
  expect(files['documents/report.zh.html']).toContain('王小明');
  expect(JSON.parse(files['head.json']!)).toMatchObject({ no: WHOLE, events: 2, intact: true, omitted: {} });
  expect(verified(folder)).toEqual({ status: 0, said: expect.stringContaining(`${WHOLE}: 2 of 2 events whole`) });
});

test('whatever is altered in a pack afterwards is named', async () => {
  const { files, folder } = await packed(WHOLE);
  const events = join(folder, 'events.jsonl');
  writeFileSync(events, files['events.jsonl']!.replace('\\"main\\"', '\\"mein\\"'));
  const { status, said } = verified(folder);
  expect(status).toBe(1);
  expect(said).toMatch(/WRONG events\.jsonl: packed as [0-9a-f]{64}, is [0-9a-f]{64}/);
  expect(said).toMatch(/WRONG event 2: stored as [0-9a-f]{64}, computed as [0-9a-f]{64}/);
});

test.each([
  ['whose text was altered', BROKEN, 'hash'],
  ['whose text is no event any more', UNREADABLE, 'hash'],
])('a record %s is verified and packed all the same', async (_, no, what) => {
  expect((await audit.get(`/api/v1/audit/${no}/verify`)).body).toMatchObject({
    ...{ intact: false, firstBreak: { seq: 2, what } },
    historyAt: `http://temporal.example/ui/namespaces/default/workflows/${no}`,
  });
  const { files, folder } = await packed(no);
  expect(JSON.parse(files['head.json']!)).toMatchObject({ intact: false, firstBreak: { seq: 2, what } });
  expect(verified(folder).status).toBe(1);
});

test('a pack is for auditors, and that it was read is recorded with what was opened', async () => {
  const mei = await api.signedIn('mei');
  expect(await mei.get(`/api/v1/audit/${WHOLE}/pack`)).toMatchObject({ status: 403, body: { code: 'RoleMissing' } });
  expect(await audit.get(`/api/v1/audit/M260930-4K7QMXJ/pack`)).toMatchObject({ status: 404 });
  const { body } = await audit.get(`/api/v1/audit/access?no=${WHOLE}`);
  const entries = body.items as { kind: string; account?: string; operation?: string }[];
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'refused', account: 'mei', operation: 'readAuditPack' }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'auditRead', account: 'audit', operation: 'readAuditPack' }),
  );
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'opened', account: 'audit' }));
});
