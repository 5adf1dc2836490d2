import { both } from '../../values/text';
import type { Bilingual } from '../../values/text';
import { ENCODINGS, escapedText, isLikelyGb18030, readsAs } from './bytes';
import type { Encoding } from './bytes';
import { TableRefused } from './fault';

/** A file's text, and how its encoding is known. */
export interface DecodedText {
  encoding: Encoding;
  /** `format`: its format has this one alone. `ascii`: nothing in it is written otherwise in another encoding. */
  by: 'told' | 'mark' | 'format' | 'content' | 'ascii';
  /** Without the mark. A byte that is not of the encoding is U+DC00 and its value, which no text has: its row is refused. */
  text: string;
}

/** Names under which people and programs know an encoding. */
const NAMES: Readonly<Record<string, Encoding | 'utf-16'>> = {
  ...{ 'utf-8': 'utf-8', utf8: 'utf-8', 'us-ascii': 'utf-8', ascii: 'utf-8' },
  ...{ gb18030: 'gb18030', gbk: 'gb18030', gb2312: 'gb18030', cp936: 'gb18030', 'windows-936': 'gb18030' },
  ...{ 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be', 'utf-16': 'utf-16' },
};

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Files that people take for a table, by how they begin. */
const OTHERS: readonly (readonly [readonly number[], Bilingual])[] = [
  [[0x50, 0x4b, 0x03, 0x04], both('Excel 工作簿（xlsx）或 ZIP 文件', 'a workbook (xlsx) or ZIP file')],
  [[0xd0, 0xcf, 0x11, 0xe0], both('旧版 Excel 工作簿（xls）', 'an old workbook (xls)')],
  [[0x1f, 0x8b], both('gzip 压缩文件', 'a gzip file')],
  [[0x25, 0x50, 0x44, 0x46], both('PDF 文件', 'a PDF file')],
  [[0xff, 0xfe, 0x00, 0x00], both('UTF-32 文件', 'a file in UTF-32')],
  [[0x00, 0x00, 0xfe, 0xff], both('UTF-32 文件', 'a file in UTF-32')],
];

/** Bytes that are held in memory at once; some hundred thousand rows. */
export const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file's bytes as text. The encoding is what is told, or what a mark at the beginning says, or what the bytes can
 * be: plain ASCII; UTF-8 where they are nothing else; GB18030 where they are no UTF-8 and nine in ten of their characters
 * are of GB2312, which other encodings don't give. Anything else is refused: nothing is guessed.
 *
 * @param told by whoever sends the file; `utf-16` needs a mark
 * @param format what files of its format are in that have no mark
 * @throws TableRefused if the encoding is unknown, contradicts the mark or can't be told, or if the file is no table
 */
export function decodeText(bytes: Uint8Array, told?: string, format?: Encoding): DecodedText {
  if (bytes.length > MOST_BYTES) throw tooLarge();
  const other = OTHERS.find(([beginning]) => beginsWith(bytes, beginning));
  if (other !== undefined)
    throw refusal(
      'not_text',
      `这是${other[1].zh}，不是 CSV。请另存为“CSV UTF-8”。`,
      `This is ${other[1].en}, not CSV. Save the table as "CSV UTF-8".`,
    );
  const mark = MARKS.find(([, beginning]) => beginsWith(bytes, beginning));
  if (told !== undefined) return toldText(bytes, told, mark);
  if (mark !== undefined) return { encoding: mark[0], by: 'mark', text: escapedText(bytes, mark[0], mark[1].length) };
  if (format !== undefined) return { encoding: format, by: 'format', text: escapedText(bytes, format, 0) };
  return foundText(bytes);
}

/** @throws TableRefused for a file of more than MOST_BYTES */
export function tooLarge(): TableRefused {
  const most = MOST_BYTES / 1024 / 1024;
  return refusal(
    'too_big',
    `文件超过 ${most} MB，请拆分为多个文件。`,
    `The file is larger than ${most} MB. Split it into several files.`,
  );
}

/** For people: `gb18030 (found by its content)`. */
export function encodingWords({ encoding, by }: Pick<DecodedText, 'encoding' | 'by'>): string {
  const how = {
    told: 'as told',
    mark: 'by its byte order mark',
    format: 'by its format',
    content: 'by its content',
    ascii: 'plain ASCII',
  };
  return `${encoding} (${how[by]})`;
}

function toldText(bytes: Uint8Array, told: string, mark: (typeof MARKS)[number] | undefined): DecodedText {
  const known = Object.hasOwn(NAMES, told.toLowerCase()) ? NAMES[told.toLowerCase()] : undefined;
  if (known === undefined)
    throw refusal(
      'unknown_encoding',
      `不支持的编码。可用：${ENCODINGS.join('、')}。`,
      `Unsupported encoding. Supported: ${ENCODINGS.join(', ')}.`,
    );
  const encoding = known === 'utf-16' ? mark?.[0] : known;
  if (encoding === undefined)
    throw refusal(
      'encoding_unclear',
      '没有字节顺序标记的 UTF-16：请写明 utf-16le 或 utf-16be。',
      'UTF-16 without a byte order mark: give utf-16le or utf-16be.',
    );
  if (mark !== undefined && (mark[0] !== encoding || (known === 'utf-16' && !encoding.startsWith('utf-16'))))
    throw refusal(
      'encoding_contradicts',
      `所说编码是 ${told.toLowerCase()}，但文件开头的标记是 ${mark[0]}。`,
      `The stated encoding is ${told.toLowerCase()}, but the byte order mark says ${mark[0]}.`,
    );
  return { encoding, by: 'told', text: escapedText(bytes, encoding, mark?.[1].length ?? 0) };
}

function foundText(bytes: Uint8Array): DecodedText {
  if (isUnmarkedUtf16(bytes, 'utf-16le') || isUnmarkedUtf16(bytes, 'utf-16be'))
    throw unclear('可能是没有标记的 UTF-16', 'The file may be UTF-16 without a byte order mark');
  const utf8 = readsAs(bytes, 'utf-8');
  if (utf8 !== undefined && utf8.length === bytes.length) return { encoding: 'utf-8', by: 'ascii', text: utf8 };
  const gb18030 = isLikelyGb18030(bytes) ? readsAs(bytes, 'gb18030') : undefined;
  if (utf8 !== undefined && gb18030 !== undefined)
    throw unclear('既可读作 UTF-8，也可读作 GB18030', 'The file can be read both as UTF-8 and as GB18030');
  if (utf8 !== undefined) return { encoding: 'utf-8', by: 'content', text: utf8 };
  if (gb18030 !== undefined) return { encoding: 'gb18030', by: 'content', text: gb18030 };
  return mixedText(bytes);
}

/**
 * A file with lines that are not of its encoding: what most lines can only be. The other lines are refused one by one,
 * those that could be either among them.
 */
function mixedText(bytes: Uint8Array): DecodedText {
  const lines = linesOf(bytes).map((line) => {
    const utf8 = readsAs(line, 'utf-8');
    const gb18030 = isLikelyGb18030(line) ? readsAs(line, 'gb18030') : undefined;
    const isAscii = utf8 !== undefined && utf8.length === line.length;
    return { line, utf8, gb18030, isAscii };
  });
  const only = {
    utf8: lines.filter(({ utf8, gb18030, isAscii }) => !isAscii && utf8 !== undefined && gb18030 === undefined).length,
    gb18030: lines.filter(({ utf8, gb18030 }) => utf8 === undefined && gb18030 !== undefined).length,
    neither: lines.filter(({ utf8, gb18030 }) => utf8 === undefined && gb18030 === undefined).length,
  };
  const encoding = only.utf8 > only.gb18030 + only.neither ? 'utf-8' : 'gb18030';
  if (encoding === 'gb18030' && only.gb18030 <= only.utf8 + only.neither)
    throw unclear('既不是有效的 UTF-8，也不能确定是 GB18030', 'The file is not valid UTF-8 and not certainly GB18030');
  const text = lines.map(({ line, utf8, gb18030, isAscii }) => {
    if (isAscii) return utf8;
    const isSure = encoding === 'utf-8' ? gb18030 === undefined : utf8 === undefined;
    return isSure ? escapedText(line, encoding, 0) : escapedText(line, 'ascii', 0);
  });
  return { encoding, by: 'content', text: text.join('') };
}

/** Each with its line feed. No encoding that is found has that byte in a longer character. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    const next = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(at, next));
    at = next;
  }
  return lines;
}

/** A table has a line end: in UTF-16 that is a zero byte beside it, which other encodings have nowhere. */
function isUnmarkedUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): boolean {
  if (bytes.length % 2 !== 0 || !bytes.includes(0)) return false;
  const text = readsAs(bytes, encoding);
  return text !== undefined && /[\r\n]/.test(text) && !text.includes('\0');
}

function beginsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, i) => bytes[i] === byte);
}

function unclear(zh: string, en: string): TableRefused {
  const way = both(
    '请写明编码（命令行用 --encoding，HTTP 用 charset）',
    'Give the encoding (--encoding on the command line, charset over HTTP)',
  );
  return refusal(
    'encoding_unclear',
    `无法确定编码：${zh}。${way.zh}，可用：${ENCODINGS.join('、')}。`,
    `The encoding is uncertain. ${en}. ${way.en}: ${ENCODINGS.join(', ')}.`,
  );
}

function refusal(code: string, zh: string, en: string): TableRefused {
  return new TableRefused([{ code, message: both(zh, en) }]);
}
