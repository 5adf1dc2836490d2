import fc from 'fast-check';
import { csvRecords } from '../../../domain/imports/tables/csv';
import { Lines } from '../../../domain/imports/tables/lines';

/** Records as lists of cells, refused ones as the lines they take and why. */
function read(text: string): (string[] | string)[] {
  let width = 0;
  const records: (string[] | string)[] = [];
  for (const record of csvRecords(new Lines(text), () => width)) {
    if ('cells' in record) {
      width ||= record.cells.length;
      records.push(record.cells.map((cell) => cell.text));
    } else records.push(`${record.line}-${record.upTo} ${record.fault.code}`);
  }
  return records;
}

/** As any program writes a table. */
function written(rows: string[][], lineEnd: string, always: boolean): string {
  const cell = (text: string, alone: boolean): string =>
    always || /[",\r\n]|^[ \t]|[ \t]$/.test(text) || (alone && text === '') ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map((text) => cell(text, row.length === 1)).join(',') + lineEnd).join('');
}

const anyCell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '客', '"', ',', '\n', '\r', ' ', '\t', '1') }),
  fc.string({ unit: 'grapheme' }),
);
const anyTable = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );

describe('csvRecords', () => {
  test('any table that a program writes is read as it was, whatever ends its lines and whether or not all is quoted', () => {
    fc.assert(
      fc.property(anyTable, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (rows, lineEnd, always) => {
        expect(read(written(rows, lineEnd, always))).toEqual(rows);
      }),
      { numRuns: 1_000 },
    );
  });

  test('mixed line ends, a last line without one, empty lines', () => {
    expect(read('a,b\r\n1,2\n\r\n \n3,4\r5,6')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  test('any text is read to its end: each line is in one record, or refused, or empty', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r', ' '), maxLength: 60 });
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = new Lines(text);
        let next = 1;
        for (const { line, upTo } of csvRecords(lines, () => 2)) {
          for (; next < line; next++) expect(lines.textOf(next).trim()).toBe('');
          expect(upTo).toBeGreaterThanOrEqual(line);
          next = upTo + 1;
        }
        for (; next <= lines.count; next++) expect(lines.textOf(next).trim()).toBe('');
      }),
      { numRuns: 5_000 },
    );
  });

  test('one spoilt row in a table: once that is seen, others are taken as written or refused, and nothing else is taken', () => {
    // Ids stand for themselves: no text of a cell can be taken for one.
    const rowsOf = fc.array(fc.tuple(anyCell, anyCell), { minLength: 2, maxLength: 8 });
    const spoils = fc.constantFrom('"open', 'in"side', '"x"y', '"a" b "c"', '"""', 'x"');
    fc.assert(
      fc.property(rowsOf, fc.nat(), spoils, fc.boolean(), (cells, at, spoil, always) => {
        const rows = cells.map(([one, two], i) => [`id${i}`, one, two]);
        const spoilt = at % rows.length;
        const lines = rows.map((row, i) => (i === spoilt ? `id${i},${spoil},x\n` : written([row], '\n', always)));
        const records = read(`id,one,two\n${lines.join('')}`).slice(1);
        // What comes before it is not touched by it.
        expect(records.slice(0, spoilt)).toEqual(rows.slice(0, spoilt));
        // By the standard the quote may also have joined the row with others, if the cells are as many.
        if (typeof records[spoilt] !== 'string') return;
        for (const row of records.slice(spoilt)) if (typeof row !== 'string') expect(rows).toContainEqual(row);
      }),
      { numRuns: 3_000, seed: 20261129 },
    );
  });
});

describe('after a bad quote', () => {
  test.each([
    ['never closed, and no quote after it', 'a,b\n1,"open\n2,ok\n3,ok\n', ['2-2 open_quote', ['2', 'ok'], ['3', 'ok']]],
    [
      'never closed, before quoted rows',
      'a,b\n1,"open\n2,"o,k"\n3,ok\n',
      ['2-2 open_quote', ['2', 'o,k'], ['3', 'ok']],
    ],
    [
      'several never closed',
      'a,b\n1,"x\n2,ok\n3,"y\n4,ok\n5,"z\n6,ok',
      ['2-2 open_quote', ['2', 'ok'], '4-4 open_quote', ['4', 'ok'], '6-6 open_quote', ['6', 'ok']],
    ],
    [
      'in a bare cell',
      'a,b\n1,12" pipe\n2,ok\n3,27"\n4,ok',
      ['2-2 bare_quote', ['2', 'ok'], '4-4 bare_quote', ['4', 'ok']],
    ],
    [
      'text behind it',
      'a,b\n1,"x"y\n2,ok\n3,z"z\n4,ok',
      ['2-2 after_quote', ['2', 'ok'], '4-4 bare_quote', ['4', 'ok']],
    ],
    [
      'within a text of several lines: its lines are no rows',
      'a,b,c\n1,"he said "hi\n5,good,row\nto me",x\n6,x,y\n',
      ['2-4 after_quote', ['6', 'x', 'y']],
    ],
    [
      'on the second line of such a text',
      'a,b,c\n1,"first\nsecond "inner" more\n5,good,row\nend",x\n6,x,y\n',
      ['2-5 after_quote', ['6', 'x', 'y']],
    ],
    [
      'in a cell before such a text',
      'a,b,c\n1,12" pipe,"first\n5,good,row\nend"\n6,x,y\n',
      ['2-4 bare_quote', ['6', 'x', 'y']],
    ],
    ['behind such a text', 'a,b,c\n1,"first\n5,good,row\nthird" x,y\n6,x,y\n', ['2-4 after_quote', ['6', 'x', 'y']]],
    [
      'never closed, and later one in a bare cell: what is between is rows, for all have the header’s cells',
      'a,b\n1,"open\n2,ok\n3,ok\n4,ok\n5,12" pipe\n6,ok',
      ['2-2 open_quote', ['2', 'ok'], ['3', 'ok'], ['4', 'ok'], '6-6 bare_quote', ['6', 'ok']],
    ],
    [
      'never closed, and soon one in a bare cell: what is between may be text',
      'a,b\n1,"open\n2,ok\n5,12" pipe\n6,ok',
      ['2-4 after_quote', ['6', 'ok']],
    ],
  ])('%s', (_, text, expected) => {
    expect(read(text).slice(1)).toEqual(expected);
  });

  test('one in 4,000 rows: the others are taken', () => {
    const rows = Array.from({ length: 4_000 }, (_, i) => (i === 1_999 ? `${i},"bad` : `${i},good`));
    const records = read(['id,text', ...rows].join('\r\n'));
    expect(records).toHaveLength(4_001);
    expect(records.filter((record) => typeof record === 'string')).toEqual(['2001-2001 open_quote']);
  });

  // Looking for the end of each anew, up to the end of the text, would take hours.
  test.each(['1,"open', '1,x"y', '1,"a"b', '1,"",""x', '"', '1,""",', '1,"",x'])('%s in each of 20,000 rows', (bad) => {
    expect(read(`a,b\n${`${bad}\n`.repeat(20_000)}1,z"z\n`).length).toBeGreaterThan(1);
  });

  test('a cell that is longer than a cell can be is told so, and ends there', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},good`);
    const records = read(['id,text', 'x,"open', ...rows, 'y,"closed"'].join('\n'));
    expect(records).toHaveLength(20_003);
    expect(records[1]).toBe('2-2 cell_too_long');
    expect(read(`a,b\n1,${'x'.repeat(100_001)}\n2,y`)[1]).toBe('2-2 cell_too_long');
    expect(read(`a,b\n${','.repeat(10_000)}\n2,y`)[1]).toBe('2-2 too_many_cells');
    expect(read(`${','.repeat(10_000)}\n`)).toEqual(['1-1 too_many_cells']);
  });
});
