import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm';
import { SealBroken } from './sealing';

/** Plain bytes of a piece, and what sealing adds to each (nonce and tag). */
const PIECE_BYTES = 64 * 1024;
const ADDED_BYTES = 28;

/**
 * Seals long content piece by piece, so that none of it has to be held. Each piece is bound to its content, its place and
 * whether it is the last one: pieces that are altered, swapped, left out, cut off or another file's don't open.
 *
 * @param secret 256 bits of this content alone
 * @param name what it is: the same is needed to open it
 */
export async function* sealContent(
  secret: Uint8Array,
  name: string,
  plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const key = createSecretKey(secret);
  for await (const { bytes, at, isLast } of piecesOf(plain, PIECE_BYTES))
    yield encrypt(key, contextOf(name, at, isLast), bytes);
}

/**
 * The plain bytes of what `sealContent` gave, however it was cut meanwhile.
 * @throws SealBroken at the first piece that isn't what was sealed; what was given until then is
 */
export async function* openContent(
  secret: Uint8Array,
  name: string,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const key = createSecretKey(secret);
  for await (const piece of piecesOf(sealed, PIECE_BYTES + ADDED_BYTES)) yield openPiece(key, name, piece);
}

interface Piece {
  bytes: Buffer;
  at: number;
  isLast: boolean;
}

function openPiece(key: KeyObject, name: string, { bytes, at, isLast }: Piece): Buffer {
  const plain = decrypt(key, contextOf(name, at, isLast), bytes);
  if (plain === undefined) throw new SealBroken(`Piece ${at} of ${name} was altered, or others are missing`);
  return plain;
}

function contextOf(name: string, at: number, isLast: boolean): string {
  return `${name}/${at}/${isLast ? 'last' : 'more'}`;
}

/** Bytes in pieces of one size, of which the last is smaller or as large; of nothing, one empty piece. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<Piece> {
  let waiting: Buffer = Buffer.alloc(0);
  let at = 0;
  for await (const part of bytes) {
    waiting = Buffer.concat([waiting, part]);
    // A whole piece waits until it is known that it isn't the last.
    for (; waiting.length > size; at++) {
      yield { bytes: waiting.subarray(0, size), at, isLast: false };
      waiting = waiting.subarray(size);
    }
  }
  yield { bytes: waiting, at, isLast: true };
}
