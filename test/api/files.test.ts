import { createHash, randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { referenceText } from '../../domain/attachments/reference';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { UNATTACHED_MS } from '../../models/attachments';
import { eraseTraces } from '../../models/erase';
import { shippedPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Answered, Http } from './support/http';
import { member, PASSWORD, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

let api: RunningApi;
let bundles: PolicyBundle[];
const as: Record<string, Http> = {};

beforeAll(async () => {
  api = await startApi({ env: { REDRESS_MOST_FILE_BYTES: '300000' } });
  bundles = shippedPolicies();
  for (const one of bundles) await api.models.policies.publish(one, { by: 'test' });
  await api.enter(
    member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('lan', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('kai', { roles: ['handler'], departments: ['quality'] }),
    member('audit', { roles: ['auditor'] }),
    member('adm', { roles: ['administrator'] }),
  );
  for (const id of ['mei', 'lan', 'kai', 'audit', 'adm']) as[id] = await api.signedIn(id);
}, 120_000);
afterAll(() => api.stop());

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(200_000)]);

async function seeded(intake: object = {}, policy = 'enterprise-eight-step', further: object[] = []): Promise<string> {
  const no = formatComplaintNumber('2026-09-30', randomBytes(8));
  const bundle = bundles.find((one) => one.policy.id === policy)!;
  await seedCase(api, bundle, no, { channel: 'phone', ...intake }, further as never);
  return no;
}

interface Sent {
  name?: string;
  type?: string;
}

/** An answer whose body has an id, where it is none. */
interface Uploaded extends Answered {
  id: string;
}

async function upload(who: string, no: string, raw: Uint8Array, { name, type }: Sent = {}): Promise<Uploaded> {
  const answered = await as[who]!.ask('POST', `/api/v1/complaints/${no}/files`, {
    raw,
    headers: {
      'Content-Type': type ?? 'application/octet-stream',
      ...(name === undefined ? {} : { 'File-Name': encodeURIComponent(name) }),
    },
  });
  return { ...answered, id: String((answered.body as { id?: string }).id) };
}

/** As the browser gets it. */
async function opened(who: string, no: string, id: string, query = ''): Promise<{ response: Response; bytes: Buffer }> {
  const { body } = await api.http.post('/api/v1/session', { id: who, password: PASSWORD });
  const response = await fetch(`${api.base}/api/v1/complaints/${no}/files/${id}${query}`, {
    headers: { Authorization: `Bearer ${String(body.token)}` },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function statusOf(who: string, no: string, id: string): Promise<number> {
  return (await as[who]!.get(`/api/v1/complaints/${no}/files/${id}`)).status;
}

test('a picture is taken in, found by its content, listed and opened as it was sent, with nothing that could run', async () => {
  const no = await seeded();
  const sent = await upload('mei', no, JPEG, { name: '../小票 (1).JPG', type: 'image/jpeg' });
  const sha256 = createHash('sha256').update(JPEG).digest('hex');
  const file = { name: '小票 (1).JPG', type: 'image/jpeg', bytes: JPEG.length, sha256, by: 'mei', attached: false };
  expect([sent.status, sent.body]).toEqual([201, expect.objectContaining(file)]);
  const { id } = sent;
  expect((await as['mei']!.get(`/api/v1/complaints/${no}/files`)).body).toEqual({ no, items: [sent.body] });
  const { response, bytes } = await opened('mei', no, id);
  expect(bytes.equals(JPEG)).toBe(true);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': "inline; filename*=UTF-8''%E5%B0%8F%E7%A5%A8%20%281%29.JPG",
    'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  const saved = await opened('mei', no, id, '?save=true');
  expect(saved.response.headers.get('content-disposition')).toMatch(/^attachment;/);
});

test('the same again is the same file, whoever asks first; under another name too', async () => {
  const no = await seeded();
  const first = await upload('mei', no, JPEG, { name: 'a.jpg' });
  const again = await upload('mei', no, JPEG, { name: 'b.jpg' });
  expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
  expect((await upload('lan', no, JPEG)).id).not.toBe(first.id);
  const other = await seeded();
  expect((await upload('mei', other, JPEG)).id).not.toBe(first.id);
  expect(await statusOf('mei', other, first.id)).toBe(404);
});

test('markup is text that is only ever saved, and never what it claims to be', async () => {
  const no = await seeded();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const claimed = await upload('mei', no, svg, { name: 'photo.svg', type: 'image/svg+xml' });
  expect([claimed.status, fieldsOf(claimed).map(({ code }) => code)]).toEqual([415, ['wrong_type']]);
  const { body, id } = await upload('mei', no, svg, { name: 'photo.svg' });
  expect(body).toMatchObject({ type: 'text/plain', name: 'photo.svg.txt' });
  const { response } = await opened('mei', no, id);
  expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
    'text/plain; charset=utf-8',
    expect.stringMatching(/^attachment;/),
  ]);
});

test('a complaint has a hundred files at most; one of them that is sent again is answered all the same', async () => {
  const no = await seeded();
  const first = await upload('mei', no, JPEG);
  const row = { no, by: 'lan', claims: 1, uploadedAt: new Date(), tries: [] };
  await api.connection
    .collection('attachments')
    .insertMany(Array.from({ length: 99 }, (_, i) => ({ _id: `${no}/${i}`, ...row })) as never[]);
  expect((await upload('mei', no, Buffer.from('more'))).body).toMatchObject({ status: 409, code: 'FilesFull' });
  expect(await upload('mei', no, JPEG)).toMatchObject({ status: 200, id: first.id });
});

test('a recording is played in place, and a PDF, which may hold scripts, is saved', async () => {
  const no = await seeded();
  for (const [content, disposition] of [
    ['#!AMR\n', /^inline;/],
    ['%PDF-1.7\n', /^attachment;/],
  ] as const) {
    const { id } = await upload('mei', no, Buffer.from(content));
    const { response } = await opened('mei', no, id);
    expect(response.headers.get('content-disposition')).toMatch(disposition);
  }
});

test.each<[string, Uint8Array, Sent, number, string]>([
  ['larger than is allowed', Buffer.alloc(300_001, 'a'), {}, 413, 'too_big'],
  ['empty', Buffer.alloc(0), {}, 400, 'too_small'],
  ['a program', Buffer.from('MZ\u0000\u0001'), {}, 415, 'unknown_type'],
  ['a PNG that is called a JPEG', Buffer.from('89504e470d0a1a0a00', 'hex'), { type: 'image/jpeg' }, 415, 'wrong_type'],
])('what is %s is refused, with the field and a way out', async (_, content, sent, status, code) => {
  const no = await seeded();
  const refused = await upload('mei', no, content, sent);
  expect([refused.status, fieldsOf(refused).map((one) => [one.field, one.code])]).toEqual([status, [['body', code]]]);
  if (status !== 400) expect(refused.body.wayOut).toEqual(expect.any(String));
  expect(await api.models.attachments.count(no)).toBe(0);
});

test('a name that is not encoded is refused by its header', async () => {
  const no = await seeded();
  const refused = await as['mei']!.ask('POST', `/api/v1/complaints/${no}/files`, {
    raw: JPEG,
    headers: { 'Content-Type': 'image/jpeg', 'File-Name': '%E5%B0%8' },
  });
  expect([refused.status, fieldsOf(refused).map(({ field }) => field)]).toEqual([400, ['File-Name']]);
});

test('before it is attached a file is its uploader’s alone; then whoever may read the words may, and each reading is recorded', async () => {
  const no = await seeded();
  const { id } = await upload('mei', no, JPEG, { name: 'a.jpg' });
  expect([await statusOf('lan', no, id), await statusOf('audit', no, id)]).toEqual([404, 404]);
  expect((await as['lan']!.get(`/api/v1/complaints/${no}/files`)).body.items).toEqual([]);
  await api.models.attachments.claim(no, id);
  for (const who of ['mei', 'lan', 'kai', 'audit']) expect([who, await statusOf(who, no, id)]).toEqual([who, 200]);
  expect((await as['adm']!.get(`/api/v1/complaints/${no}/files/${id}`)).body.code).toBe('RoleMissing');
  expect((await api.http.get(`/api/v1/complaints/${no}/files/${id}`)).status).toBe(401);
  await api.models.accessRecord.flush();
  const { items } = await api.models.accessRecord.list({ no, account: 'kai' }, { limit: 10 });
  expect(items).toMatchObject([{ kind: 'opened', no, opened: 1 }]);
  expect(api.log.join('\n')).not.toContain('a.jpg');
});

test('a file tells whoever may not know who complains no more than that there is one', async () => {
  const confidential = await seeded({ brief: '反映占地' }, 'land-hotline');
  const named = await seeded({ brief: '反映态度', respondent: { persons: ['kai'] } });
  for (const no of [confidential, named]) {
    const { id } = await upload('mei', no, JPEG, { name: '段先生.jpg' });
    await api.models.attachments.claim(no, id);
    expect([no === named, await statusOf('kai', no, id)]).toEqual([no === named, 404]);
    const { items } = (await as['kai']!.get(`/api/v1/complaints/${no}/files`)).body;
    expect(items).toEqual([expect.objectContaining({ id, withheld: true })]);
    expect(JSON.stringify(items)).not.toMatch(/段先生|sha256/);
  }
  // What they upload themselves they have seen.
  const own = await upload('kai', named, Buffer.from('我的说明'), { name: '说明.txt' });
  expect([own.status, await statusOf('kai', named, own.id)]).toEqual([201, 200]);
});

test('files die with the personal data of their case', async () => {
  const no = await seeded();
  const { id } = await upload('mei', no, JPEG);
  await api.opened.keyStore.destroy(no);
  expect([await statusOf('mei', no, id), (await upload('mei', no, JPEG)).body.code]).toEqual([410, 'Erased']);
  await eraseTraces(api.models, no);
  expect(await statusOf('mei', no, id)).toBe(404);
});

test('a file that was altered in the database is an error that names it, and not a picture', async () => {
  const no = await seeded();
  const { id } = await upload('mei', no, JPEG);
  const chunks = api.connection.collection('attachmentContents.chunks');
  const where = { files_id: new RegExp(`^${id}`) } as never;
  const chunk = (await chunks.findOne(where)) as unknown as { data: { buffer: Buffer } };
  const bytes = Buffer.from(chunk.data.buffer);
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
  await chunks.updateOne(where, { $set: { data: bytes } });
  const broken = await as['mei']!.get(`/api/v1/complaints/${no}/files/${id}`);
  expect([broken.status, broken.body.code, broken.body.file]).toEqual([500, 'FileBroken', id]);
});

test('an action names only files of its case that the caller may read, and no file that is gone', async () => {
  const [no, other] = [await seeded(), await seeded()];
  const mine = (await upload('mei', no, JPEG)).id;
  const elsewhere = (await upload('mei', other, JPEG)).id;
  const lans = (await upload('lan', no, JPEG)).id;
  const gone = (await upload('mei', no, Buffer.from('text'))).id;
  api.clock.now = new Date();
  await api.models.attachments.claim(no, mine);
  await api.models.attachments.claim(no, lans);
  await api.models.attachments.release(no, lans);
  await api.models.attachments.sweep(new Date(Date.now() + UNATTACHED_MS + 1_000));
  const attach = (file: string) =>
    as['mei']!.post(`/api/v1/complaints/${no}/actions/attach`, { data: { title: '小票', file } });
  for (const file of [elsewhere, lans, gone, 'f'.repeat(32)]) {
    const refused = await attach(file);
    expect([refused.status, fieldsOf(refused).map((one) => [one.field, one.code])]).toEqual([
      400,
      [['data.file', 'unknown_file']],
    ]);
  }
  expect(fieldsOf(await as['mei']!.post(`/api/v1/complaints/${no}/actions/attach`, { data: { title: '空' } }))).toEqual(
    [expect.objectContaining({ field: 'data.file' })],
  );
});

test('an audit says of each attached file whether it is what the event says', async () => {
  const contents = ['whole', 'altered', 'missing'].map((text) => Buffer.from(`${text} 收据`));
  const no = formatComplaintNumber('2026-09-30', randomBytes(8));
  await api.opened.vault.sealerForNew(no);
  const files = [];
  for (const content of contents)
    files.push(
      (await api.models.attachments.keep({ no, by: 'mei', name: 'a.txt', type: 'text/plain', content }, new Date()))
        .file,
    );
  const named = files.map(({ id }, i) => {
    // The second event says something else than what is stored.
    const of = i === 1 ? Buffer.from('another') : contents[i]!;
    return referenceText({ id, sha256: createHash('sha256').update(of).digest('hex') });
  });
  await seedCase(
    api,
    bundles.find(({ policy }) => policy.id === 'enterprise-eight-step')!,
    no,
    { channel: 'phone' },
    named.map((text) => (seal: (one: string) => string) => ({
      type: 'ReferenceAttached',
      data: { title: seal('小票'), file: seal(text) },
    })),
  );
  await api.connection.collection('attachmentContents.files').deleteOne({ _id: new RegExp(`^${files[2]!.id}`) });
  const verify = async (): Promise<{ files?: unknown }> =>
    (await as['audit']!.get(`/api/v1/audit/${no}/verify`)).body as { files?: unknown };
  const [first, second, third] = files.map(({ id }) => id);
  expect(await verify()).toMatchObject({
    intact: false,
    files: [
      { id: first, what: 'whole', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { id: second, what: 'altered' },
      { id: third, what: 'missing' },
    ],
  });
  await api.opened.keyStore.destroy(no);
  expect((await verify()).files).toEqual([{ what: 'erased' }, { what: 'erased' }, { what: 'erased' }]);
});
