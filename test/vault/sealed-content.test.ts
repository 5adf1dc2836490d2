import { randomBytes } from 'node:crypto';
import { openContent, sealContent } from '../../vault/sealed-content';
import { SealBroken } from '../../vault/sealing';

const PIECE = 64 * 1024;
const secret = randomBytes(32);

async function sealed(plain: Buffer, name = 'one'): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sealContent(secret, name, [plain])) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Opens what comes in parts of any size. */
async function opened(bytes: Buffer, { name = 'one', by = secret, size = 10_000 } = {}): Promise<Buffer> {
  async function* parts(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const pieces: Buffer[] = [];
  for await (const piece of openContent(by, name, parts())) pieces.push(piece);
  return Buffer.concat(pieces);
}

test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])(
  'content of %i bytes opens to what was sealed',
  async (size) => {
    const plain = randomBytes(size);
    const bytes = await sealed(plain);
    for (const part of [1_000, PIECE + 28, 10 * PIECE])
      expect((await opened(bytes, { size: part })).equals(plain)).toBe(true);
    if (size > 16) expect(bytes.includes(plain.subarray(0, 16))).toBe(false);
  },
);

describe('what was altered does not open', () => {
  const plain = Buffer.alloc(3 * PIECE + 7, 'a');
  const sealedPiece = PIECE + 28;
  const piece = (bytes: Buffer, at: number): Buffer => bytes.subarray(at * sealedPiece, (at + 1) * sealedPiece);

  test.each<[string, (bytes: Buffer) => Buffer]>([
    [
      'one bit of any piece',
      (bytes) => (bytes.writeUInt8(bytes.readUInt8(2 * sealedPiece + 40) ^ 1, 2 * sealedPiece + 40), bytes),
    ],
    [
      'two pieces in each other’s place',
      (bytes) => Buffer.concat([piece(bytes, 1), piece(bytes, 0), piece(bytes, 2), piece(bytes, 3)]),
    ],
    ['a piece left out', (bytes) => Buffer.concat([piece(bytes, 0), piece(bytes, 2), piece(bytes, 3)])],
    ['cut off after whole pieces', (bytes) => bytes.subarray(0, 2 * sealedPiece)],
    ['the last piece left out', (bytes) => bytes.subarray(0, 3 * sealedPiece)],
    ['cut off within a piece', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['something after its end', (bytes) => Buffer.concat([bytes, bytes.subarray(0, 40)])],
    ['nothing at all', () => Buffer.alloc(0)],
  ])('%s', async (_, alter) => {
    const bytes = alter(Buffer.from(await sealed(plain)));
    await expect(opened(bytes)).rejects.toThrow(SealBroken);
  });

  test('in the place of another content, or by another key', async () => {
    const bytes = await sealed(plain);
    await expect(opened(bytes, { name: 'two' })).rejects.toThrow(SealBroken);
    await expect(opened(bytes, { by: randomBytes(32) })).rejects.toThrow(SealBroken);
  });
});
