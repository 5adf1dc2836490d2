import { createHash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';

/** A file of an archive, read only when its turn has come. */
export interface ZipFile {
  name: string;
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/**
 * Packs files one after the other; nothing is kept but the piece in hand. The last file, `SHA256SUMS`, has the hash of
 * each, as `sha256sum -c` reads it.
 */
export async function* zipOf(files: AsyncIterable<ZipFile>, at: Date): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  const sums: string[] = [];
  for await (const { name, pieces } of withSums(files, sums)) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = at;
    zip.add(file);
    const hash = createHash('sha256');
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      hash.update(bytes);
      file.push(bytes);
      yield* ready.splice(0);
    }
    file.push(new Uint8Array(0), true);
    sums.push(`${hash.digest('hex')}  ${name}\n`);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready;
}

async function* withSums(files: AsyncIterable<ZipFile>, sums: readonly string[]): AsyncGenerator<ZipFile> {
  yield* files;
  yield { name: 'SHA256SUMS', pieces: sums };
}
