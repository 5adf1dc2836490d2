import fc from 'fast-check';
import { decodeText } from '../../../domain/imports/tables/encoding';
import type { DecodedText } from '../../../domain/imports/tables/encoding';
import { TableRefused } from '../../../domain/imports/tables/fault';
import { gb18030 } from '../../support/gb18030';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();

/** The text, or the code of why not. */
function read(bytes: Uint8Array, told?: string): DecodedText | string {
  try {
    return decodeText(bytes, told);
  } catch (error) {
    if (error instanceof TableRefused) return error.faults[0]!.code;
    throw error;
  }
}

const TABLE = '编号,内容\n1,电饭煲第一次使用就漏电，要求退货\n2,朱镕基，喆，€\n';

test.each([
  ['UTF-8 with a mark', utf8(`\uFEFF${TABLE}`), 'utf-8', 'mark'],
  ['UTF-8 without', utf8(TABLE), 'utf-8', 'content'],
  ['UTF-16LE with a mark', utf16le(`\uFEFF${TABLE}`), 'utf-16le', 'mark'],
  ['UTF-16BE with a mark', utf16be(`\uFEFF${TABLE}`), 'utf-16be', 'mark'],
  ['GBK', gb18030(TABLE), 'gb18030', 'content'],
  ['GB18030 with a mark', gb18030(`\uFEFF${TABLE}`), 'gb18030', 'mark'],
])('%s: found, and said', (_, bytes, encoding, by) => {
  expect(read(bytes)).toEqual({ encoding, by, text: TABLE });
});

test('plain ASCII is the same in all of them', () => {
  expect(read(utf8('id,pay\n1,2\n'))).toEqual({ encoding: 'utf-8', by: 'ascii', text: 'id,pay\n1,2\n' });
  expect(read(utf8(''))).toMatchObject({ text: '' });
});

test.each([
  ['GBK that is valid UTF-8 as well', Buffer.from('id,a\n1,\xc2\xa3\xc4\xbf\n', 'latin1'), 'encoding_unclear'],
  ['French in UTF-8, which is valid GB18030', utf8('id,a\n1,été\n'), 'encoding_unclear'],
  ['Latin-1', Buffer.from('id,a\n1,M\xfcller\n', 'latin1'), 'encoding_unclear'],
  ['Latin-1, with two accents together', Buffer.from('id,a\n1,cr\xe9\xe9e, M\xfcller\n', 'latin1'), 'encoding_unclear'],
  ['UTF-16LE without a mark', utf16le('id,a\n1,二\n'), 'encoding_unclear'],
  ['UTF-16BE without a mark', utf16be('id,a\n1,2\n'), 'encoding_unclear'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'not_text'],
  ['a workbook', Buffer.from('PK\x03\x04rest', 'latin1'), 'not_text'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'not_text'],
  [
    'as many lines of one as of another',
    Buffer.concat([utf8('a,王小明\n'), gb18030('b,王小明\n')]),
    'encoding_unclear',
  ],
])('%s: refused, with what to say', (_, bytes, code) => {
  expect(read(bytes)).toBe(code);
});

test('what is told is taken, whatever else it could be; names are those that people use', () => {
  expect(read(Buffer.from('\xc2\xa3\xc4\xbf', 'latin1'), 'gbk')).toMatchObject({ encoding: 'gb18030', by: 'told' });
  expect(read(Buffer.from('\xc2\xa3\xc4\xbf', 'latin1'), 'UTF8')).toMatchObject({ text: '£Ŀ' });
  expect(read(utf16le('id,二\n'), 'utf-16le')).toMatchObject({ text: 'id,二\n' });
  expect(read(utf16le('\uFEFFid\n'), 'utf-16')).toMatchObject({ encoding: 'utf-16le', text: 'id\n' });
  expect(read(utf16le('id\n'), 'utf-16')).toBe('encoding_unclear');
  expect(read(utf8('id\n'), 'latin1')).toBe('unknown_encoding');
  expect(read(utf8('id\n'), 'constructor')).toBe('unknown_encoding');
  expect(read(utf8('\uFEFFid\n'), 'gb18030')).toBe('encoding_contradicts');
  expect(read(utf8('\uFEFFid\n'), 'utf-16')).toBe('encoding_contradicts');
});

test('a line of another encoding spoils itself alone: its bytes are marked, never made U+FFFD', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `${i},王小明的电饭煲\n`);
  const foreign = gb18030('x,王小明\n');
  const mixed = Buffer.concat([utf8(rows.slice(0, 4).join('')), foreign, utf8(rows.slice(4).join(''))]);
  for (const told of [undefined, 'utf-8']) {
    const { text, encoding } = read(mixed, told) as DecodedText;
    expect(encoding).toBe('utf-8');
    expect(text).not.toContain('\uFFFD');
    const lines = text.split('\n');
    expect(lines.filter((line) => /\p{Surrogate}/u.test(line))).toHaveLength(1);
    expect(lines.filter((line) => !/\p{Surrogate}/u.test(line)).join('\n')).toBe(rows.join(''));
  }
});

test('any text comes back from each encoding that is told, and bytes never make it fail', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replace(/^\uFEFF+/, ''));
  fc.assert(
    fc.property(anyText, (text) => {
      expect(read(utf8(text), 'utf-8')).toMatchObject({ text });
      expect(read(utf16le(text), 'utf-16le')).toMatchObject({ text });
      expect(read(utf16be(text), 'utf-16be')).toMatchObject({ text });
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(undefined, 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'),
      (bytes, told) => {
        const decoded = read(bytes, told);
        if (typeof decoded === 'string') return;
        // What is not marked as lost is written so: the same bytes come of it.
        if (decoded.encoding === 'utf-8' && !/\p{Surrogate}/u.test(decoded.text))
          expect(
            Buffer.from(bytes)
              .toString('utf8')
              .replace(/^\uFEFF/, ''),
          ).toBe(decoded.text);
      },
    ),
    { numRuns: 3_000 },
  );
});
