import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows } from '../../cli/read-rows';
import { importMapSchema } from '../../domain/imports/import-map';
import { TableRefused } from '../../domain/imports/tables/fault';
import { gb18030 } from '../support/gb18030';

describe('readRows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-rows-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const mapOf = (format: 'csv' | 'jsonl', columns: string[] = []) =>
    importMapSchema.parse({
      ...{ id: 'shop', title: 'A shop', format, policy: 'supermarket', externalId: columns[0] ?? 'id' },
      optional: columns.length === 0 ? ['id'] : [],
      fields: Object.fromEntries(columns.map((from) => [from, { from }])),
    });

  /** Values of rows that can be read, and of others where and why not. */
  function rowsOf(text: string | Buffer, format: 'csv' | 'jsonl', columns?: string[], encoding?: string): unknown[] {
    const file = join(folder, `rows.${format}`);
    writeFileSync(file, text);
    return [...readRows(file, mapOf(format, columns), encoding).rows].map((row) =>
      'values' in row
        ? [row.line, row.values]
        : [
            row.line,
            ...row.faults.map(({ line, column, field, code }) => `${line}:${column ?? ''} ${field ?? ''} ${code}`),
          ],
    );
  }
  /** Codes of why nothing can be read. */
  function refusalOf(text: string | Buffer, columns: string[]): string[] {
    try {
      rowsOf(text, 'csv', columns);
    } catch (error) {
      if (error instanceof TableRefused) return error.faults.map(({ code, message }) => `${code}: ${message.en}`);
      throw error;
    }
    throw new Error('It was read');
  }

  describe('JSON Lines', () => {
    test('objects, a byte order mark, CRLF and empty lines: rows with the line they stand on', () => {
      expect(rowsOf('\uFEFF{"a":1}\r\n\r\n{"a":"二"}', 'jsonl')).toEqual([
        [1, { a: 1 }],
        [3, { a: '二' }],
      ]);
    });

    test('lines that are no JSON or no object: told one by one, the others are read', () => {
      expect(rowsOf('{"a":1\n[1]\nnull\n{"a":2}\n', 'jsonl')).toEqual([
        [1, '1:  not_json'],
        [2, '2:  not_an_object'],
        [3, '3:  not_an_object'],
        [4, { a: 2 }],
      ]);
    });

    test('a name that is there twice, bytes of another encoding, and characters that are lost: refused where they are', () => {
      const lines = [
        Buffer.from('{"pay":"9800","b":{"pay":1},"p\\u0061y":"1"}'),
        gb18030('{"a":"退款"}'),
        Buffer.from('{"a":"\\ud83d"}'),
        Buffer.from('{"a":"x\uFFFD"}'),
        Buffer.from('{"a":"x\\u0000"}'),
        Buffer.from('{"a":"[{\\"a\\"","b":["a","a"],"c":{"a":1}}'),
      ];
      expect(rowsOf(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])), 'jsonl')).toEqual([
        [1, '1: pay columns'],
        [2, '2:7  not_of_encoding'],
        [3, '3: a not_of_encoding'],
        [4, '4:8  lost_character'],
        [5, '5: a nul'],
        [6, { a: '[{"a"', b: ['a', 'a'], c: { a: 1 } }],
      ]);
    });
  });

  describe('CSV', () => {
    test('line breaks within quotes: the row is told by the line on which it begins', () => {
      expect(rowsOf('\uFEFF编号,内容\n1,"第一行\n第二行\r\n第三行"\n\n2,"a, ""b"""\n', 'csv')).toEqual([
        [2, { 编号: '1', 内容: '第一行\n第二行\r\n第三行' }],
        [6, { 编号: '2', 内容: 'a, "b"' }],
      ]);
    });

    test('rows with too few or too many columns: told with the place, never shifted into other columns', () => {
      expect(rowsOf('a,b\n1\n1,2,3\n4,5\n', 'csv')).toEqual([
        [2, '2:1  cells'],
        [3, '3:5  cells'],
        [4, { a: '4', b: '5' }],
      ]);
    });

    test('a quote in the middle of a cell, and one never closed: their rows are refused, the others are read', () => {
      expect(rowsOf('a,b\n1,12" pipe\n2,x\n3,"open\n4,5\n', 'csv')).toEqual([
        [2, '2:5  bare_quote'],
        [3, { a: '2', b: 'x' }],
        [4, '4:3  open_quote'],
        [5, { a: '4', b: '5' }],
      ]);
    });

    test('the same table in each encoding is the same rows', () => {
      const text = '编号,内容\n1,电饭煲漏电\n';
      const same = [[2, { 编号: '1', 内容: '电饭煲漏电' }]];
      const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
      for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), gb18030(text), utf16])
        expect(rowsOf(bytes, 'csv')).toEqual(same);
      expect(rowsOf(utf16.subarray(2), 'csv', undefined, 'utf-16le')).toEqual(same);
    });

    test('a GBK row in a file of UTF-8: refused with line and column, never taken as mojibake', () => {
      const row = (i: number): string => `${i},电饭煲漏电\n`;
      const file = Buffer.concat([Buffer.from(`id,text\n${row(1)}${row(2)}`), gb18030(row(3)), Buffer.from(row(4))]);
      for (const encoding of [undefined, 'utf-8'])
        expect(rowsOf(file, 'csv', ['id', 'text'], encoding)).toEqual([
          [2, { id: '1', text: '电饭煲漏电' }],
          [3, { id: '2', text: '电饭煲漏电' }],
          [4, '4:3 text not_of_encoding'],
          [5, { id: '4', text: '电饭煲漏电' }],
        ]);
    });

    test('NUL, a mark in the middle, and what was lost before: their rows are refused', () => {
      expect(rowsOf('id,text\n1,a\0b\n\uFEFF2,x\n3,"""\uFFFD"\n4,ok\n', 'csv')).toEqual([
        [2, '2:4 text nul'],
        [3, '3:1 id mark_within'],
        [4, '4:6 text lost_character'],
        [5, { id: '4', text: 'ok' }],
      ]);
    });

    test('names of columns are the same in capital letters, full width, quotes and blanks, and stand for a map’s own', () => {
      expect(rowsOf('"ID", Text  of\u3000it \n1,x\n', 'csv', ['Id', 'text of it'])).toEqual([
        [2, { Id: '1', 'text of it': 'x' }],
      ]);
    });

    test.each([
      [
        'two columns of one name',
        'id,text,Text \n1,a,b\n',
        /columns: Columns 2 "text" and 3 "Text" have the same name/,
      ],
      ['a column without a name', 'id,text,\n1,a,b\n', /columns: Column 3 has no name/],
      [
        'a header in another language',
        '编号,内容\n1,a\n',
        /missing_columns: .*"id", "text".*The header has "编号", "内容"/,
      ],
      ['other quotes', '“id”,“text”\n1,a\n', /missing_columns/],
      ['another comma', 'id，text\n1，a\n', /missing_columns: .*with commas/],
      ['tabs', 'id\ttext\n1\ta\n', /missing_columns: .*with commas/],
      ['a bad quote in the header', 'id,"te"xt\n1,a\n', /after_quote/],
      ['too many columns', `id,text${',x'.repeat(10_000)}\n1,2\n`, /too_many_cells/],
      ['nothing', '', /empty/],
      ['nothing but a mark', '\uFEFF', /empty/],
      ['nothing but a header', 'id,text\n', /empty/],
      ['a workbook', 'PK\x03\x04', /not_text: This is a workbook/],
    ])('%s: the file is refused, and why', (_, text, reason) => {
      expect(refusalOf(text, ['id', 'text'])[0]).toMatch(reason);
    });
  });

  test('a file that is not there, or too large: the failure says so', () => {
    expect(() => readRows(join(folder, 'absent.csv'), mapOf('csv'))).toThrow(/absent\.csv/);
    writeFileSync(join(folder, 'large.csv'), '');
    truncateSync(join(folder, 'large.csv'), 64 * 1024 * 1024 + 1);
    expect(() => readRows(join(folder, 'large.csv'), mapOf('csv'))).toThrow(/larger than 64 MB/);
  });
});
