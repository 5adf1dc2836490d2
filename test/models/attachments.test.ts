import { createHash, randomBytes } from 'node:crypto';
import { Attachments, UNATTACHED_MS } from '../../models/attachments';
import type { Attachment } from '../../models/attachments';
import type { ContentStore } from '../../models/content-store';
import { ContentMissing } from '../../models/content-store';
import { eraseTraces } from '../../models/erase';
import { GridFs } from '../../models/grid-fs';
import { KeyDestroyed } from '../../vault/key-store';
import { SealBroken } from '../../vault/sealing';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();
const NOW = new Date('2026-11-30T08:00:00Z');
const LATER = new Date(NOW.getTime() + UNATTACHED_MS + 1);
/** Nothing of a picture, but words that would be found. */
const WORDS = '欧阳茉莉的小票 zqsecretzq';

async function aCase(): Promise<string> {
  const no = aNumber();
  await database().keys.vault.sealerForNew(no);
  return no;
}

function upload(no: string, content: Uint8Array, { by = 'mei', name = '茉莉的小票.txt' } = {}) {
  return database().attachments.keep({ no, by, name, type: 'text/plain', content }, NOW);
}

async function contentOf(file: Pick<Attachment, 'no' | 'id'>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of database().attachments.content(file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function collection(name: string) {
  return database().connection.collection(name);
}

async function everythingStored(): Promise<string> {
  const names = ['attachments', 'attachmentContents.files', 'attachmentContents.chunks'];
  const rows = await Promise.all(names.map((name) => collection(name).find({}).toArray()));
  return rows
    .flat()
    .map(
      (row) =>
        `${JSON.stringify(row)} ${(row['data'] as { buffer?: Buffer } | undefined)?.buffer?.toString('latin1') ?? ''}`,
    )
    .join('\n');
}

async function chunksOf(id: string): Promise<number> {
  return collection('attachmentContents.chunks').countDocuments({ files_id: new RegExp(`^${id}`) });
}

test('a file comes back as it was, and nothing of it can be read in the database', async () => {
  const no = await aCase();
  const content = Buffer.concat([Buffer.from(WORDS), randomBytes(2_500_000), Buffer.from(WORDS)]);
  const { file, isNew } = await upload(no, content);
  expect(isNew).toBe(true);
  expect((await contentOf(file)).equals(content)).toBe(true);
  const { vault } = database().keys;
  expect(await vault.open(file.name, no)).toBe('茉莉的小票.txt');
  const hash = createHash('sha256').update(content).digest('hex');
  expect(await vault.open(file.sha256, no)).toBe(hash);
  const stored = await everythingStored();
  for (const hidden of ['茉莉', 'zqsecretzq', hash]) expect(stored).not.toContain(hidden);
  expect(stored).toContain(file.id);
});

test('the same content by the same person is the same file, also at once; another’s or another case’s is not', async () => {
  const [no, other] = [await aCase(), await aCase()];
  const content = randomBytes(300_000);
  const all = await Promise.all([1, 2, 3].map(() => upload(no, content)));
  expect(new Set(all.map(({ file }) => file.id)).size).toBe(1);
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
  const { id } = all[0]!.file;
  expect(await chunksOf(id)).toBe(1);
  const elsewhere = [await upload(no, content, { by: 'lan' }), await upload(other, content)];
  for (const { file } of elsewhere) expect(file.id).not.toBe(id);
  expect(await database().attachments.get(other, id)).toBeUndefined();
  expect((await database().attachments.of(no)).map((one) => one.by).sort()).toEqual(['lan', 'mei']);
});

test('an altered, cut or missing content is refused', async () => {
  const no = await aCase();
  const chunks = collection('attachmentContents.chunks');
  const { file: altered } = await upload(no, randomBytes(100_000));
  const chunk = await chunks.findOne({ files_id: new RegExp(`^${altered.id}`) });
  const bytes = Buffer.from((chunk!['data'] as { buffer: Buffer }).buffer);
  bytes.writeUInt8(bytes.readUInt8(70_000) ^ 1, 70_000);
  await chunks.updateOne({ _id: chunk!._id }, { $set: { data: bytes } });
  await expect(contentOf(altered)).rejects.toThrow(SealBroken);

  const { file: gone } = await upload(no, randomBytes(1_000));
  await collection('attachmentContents.files').deleteOne({ _id: new RegExp(`^${gone.id}`) });
  await expect(contentOf(gone)).rejects.toThrow(ContentMissing);
});

test('a content put in another file’s place does not open', async () => {
  const no = await aCase();
  const [one, two] = [await upload(no, randomBytes(500)), await upload(no, randomBytes(500))];
  const rows = collection('attachments');
  const { content } = (await rows.findOne({ _id: two.file.id } as never)) as unknown as { content: string };
  await rows.updateOne({ _id: one.file.id } as never, { $set: { content } });
  await expect(contentOf(one.file)).rejects.toThrow(SealBroken);
});

test('an erasure takes the files along, and none comes back', async () => {
  const no = await aCase();
  const content = Buffer.from(WORDS);
  const { file } = await upload(no, content);
  await database().attachments.claim(no, file.id);
  await database().keys.keyStore.destroy(no);
  // By the key alone already.
  await expect(contentOf(file)).rejects.toThrow(KeyDestroyed);
  await eraseTraces(database(), no);
  await eraseTraces(database(), no);
  expect([await chunksOf(file.id), await database().attachments.of(no)]).toEqual([0, []]);
  await expect(upload(no, content)).rejects.toThrow(KeyDestroyed);
  expect(await database().attachments.count(no)).toBe(0);
});

test('what was never attached goes after a day, what was attached stays, and a refused action takes its word back', async () => {
  const no = await aCase();
  const [never, attached, refused] = [
    await upload(no, randomBytes(900)),
    await upload(no, randomBytes(900)),
    await upload(no, randomBytes(900)),
  ].map(({ file }) => file.id) as [string, string, string];
  const { attachments } = database();
  expect(await attachments.claim(no, attached)).toBe(true);
  // Twice, of which the case has refused one.
  await attachments.claim(no, attached);
  await attachments.release(no, attached);
  await attachments.claim(no, refused);
  await attachments.release(no, refused);
  await attachments.sweep(NOW);
  expect(await attachments.count(no)).toBe(3);
  await Promise.all([attachments.sweep(LATER), attachments.sweep(LATER)]);
  expect((await attachments.of(no)).map(({ id }) => id)).toEqual([attached]);
  expect(await Promise.all([never, attached, refused].map(chunksOf))).toEqual([0, 1, 0]);
  expect(await attachments.claim(no, never)).toBe(false);
  expect(await attachments.sweep(LATER)).toBe(0);
});

test('an upload that was broken off is none, goes after a day, and is whole when it is sent again', async () => {
  const no = await aCase();
  const content = randomBytes(3_000_000);
  const { connection, keys, attachments } = database();
  const gridFs = new GridFs(connection);
  const breaking: ContentStore = {
    put: (id, bytes) =>
      gridFs.put(
        id,
        (async function* () {
          for await (const piece of bytes) {
            yield piece;
            throw new Error('killed');
          }
        })(),
      ),
    get: (id) => gridFs.get(id),
    exists: (id) => gridFs.exists(id),
    remove: (id) => gridFs.remove(id),
  };
  const broken = new Attachments(connection, keys.vault, breaking);
  const one = { no, by: 'mei', name: 'a.txt', type: 'text/plain', content };
  await expect(broken.keep(one, NOW)).rejects.toThrow('killed');
  expect(await attachments.of(no)).toEqual([]);
  const { file } = await upload(no, content);
  expect((await contentOf(file)).equals(content)).toBe(true);
  await expect(broken.keep({ ...one, by: 'lan' }, NOW)).rejects.toThrow('killed');
  expect(await attachments.count(no)).toBe(2);
  await attachments.sweep(LATER);
  expect([
    await attachments.count(no),
    await collection('attachmentContents.files').countDocuments({ _id: new RegExp(`^${file.id}`) }),
  ]).toEqual([0, 0]);
});
