/** What a file can be written in. GB18030 holds GBK and GB2312. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Stands for a byte that is not of the encoding: 0xDC00 and its value. */
const ESCAPE = 0xdc00;
/** No character of UTF-8 or GB18030 has more bytes. */
const LONGEST_CHARACTER = 4;

type Decoder = InstanceType<typeof TextDecoder>;
const decoders = new Map<string, Decoder>();
function decoderOf(encoding: Encoding): Decoder {
  const known = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  decoders.set(encoding, known);
  return known;
}

/** The text, if all of the bytes are of the encoding. */
export function readsAs(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return decoderOf(encoding).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The text after the mark, with U+DC00 and its value for each byte that is not of the encoding, so that what stands
 * before and after it is read, and its place is known. In UTF-16 half of a pair stands for itself, and U+FFFD for half a
 * unit at the end: tables take neither.
 */
export function escapedText(bytes: Uint8Array, encoding: Encoding | 'ascii', markBytes: number): string {
  const body = bytes.subarray(markBytes);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return units(body, encoding);
  if (encoding !== 'ascii') {
    const text = readsAs(body, encoding);
    if (text !== undefined) return text;
  }
  const parts: string[] = [];
  let at = 0;
  while (at < body.length) {
    let end = body.indexOf(0x0a, at);
    end = end < 0 ? body.length : end + 1;
    const line = body.subarray(at, end);
    parts.push((encoding === 'ascii' ? undefined : readsAs(line, encoding)) ?? escapedLine(line, encoding));
    at = end;
  }
  return parts.join('');
}

function escapedLine(line: Uint8Array, encoding: Encoding | 'ascii'): string {
  const parts: string[] = [];
  for (let at = 0; at < line.length;) {
    const first = line[at] as number;
    let length = 1;
    let character = first < 0x80 ? String.fromCharCode(first) : undefined;
    if (encoding !== 'ascii')
      for (; character === undefined && length <= LONGEST_CHARACTER && at + length <= line.length; length++)
        character = oneCharacter(readsAs(line.subarray(at, at + length), encoding));
    parts.push(character ?? String.fromCharCode(ESCAPE + first));
    at += character === undefined || first < 0x80 ? 1 : length - 1;
  }
  return parts.join('');
}

/** Two bytes may also be two characters of one each. */
function oneCharacter(text: string | undefined): string | undefined {
  return text !== undefined && Array.from(text).length === 1 ? text : undefined;
}

function units(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  const text = readsAs(bytes, encoding);
  if (text !== undefined) return text;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2)
    parts.push(String.fromCharCode(view.getUint16(at, encoding === 'utf-16le')));
  if (bytes.length % 2 === 1) parts.push('\uFFFD');
  return parts.join('');
}

/** How many of ten characters have to be of GB2312. */
const OF_TEN = 9;

/**
 * Whether the bytes have the form of GB18030, and nearly all characters of more than one byte are of GB2312, as in any
 * Chinese text. Bytes of UTF-8, Latin-1, Big5 or Shift JIS have the form often enough, but lie elsewhere in it.
 */
export function isLikelyGb18030(bytes: Uint8Array): boolean {
  let characters = 0;
  let common = 0;
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      at++;
      continue;
    }
    const second = bytes[at + 1] ?? 0;
    if (first === 0x80 || first === 0xff || second < 0x30 || second === 0x7f || second === 0xff) return false;
    characters++;
    if (first >= 0xa1 && first <= 0xf7 && second >= 0xa1) common++;
    at += second < 0x40 ? 4 : 2;
  }
  return characters > 0 && common * 10 >= characters * OF_TEN;
}
