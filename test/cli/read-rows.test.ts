import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows } from '../../cli/read-rows';
import type { ReadRow } from '../../cli/read-rows';

describe('readRows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-rows-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function rowsOf(text: string | Buffer, format: 'csv' | 'jsonl'): Promise<ReadRow[]> {
    const file = join(folder, `rows.${format}`);
    writeFileSync(file, text);
    const rows: ReadRow[] = [];
    for await (const row of readRows(file, format)) rows.push(row);
    return rows;
  }

  describe('JSON Lines', () => {
    test('objects, a byte order mark, CRLF and empty lines: rows with the line they stand on', async () => {
      expect(await rowsOf('\uFEFF{"a":1}\r\n\r\n{"a":"二"}', 'jsonl')).toEqual([
        { line: 1, row: { a: 1 } },
        { line: 3, row: { a: '二' } },
      ]);
    });

    test('lines that are no JSON or no object: told one by one, the others are read', async () => {
      expect(await rowsOf('{"a":1\n[1]\nnull\n{"a":2}\n', 'jsonl')).toEqual([
        { line: 1, problem: 'not valid JSON' },
        { line: 2, problem: 'not a JSON object' },
        { line: 3, problem: 'not a JSON object' },
        { line: 4, row: { a: 2 } },
      ]);
    });
  });

  describe('CSV', () => {
    test('line breaks within quotes: the row is told by the line on which it begins', async () => {
      expect(await rowsOf('\uFEFF编号,内容\n1,"第一行\n第二行\r\n第三行"\n\n2,"a, ""b"""\n', 'csv')).toEqual([
        { line: 2, row: { 编号: '1', 内容: '第一行\n第二行\r\n第三行' } },
        { line: 6, row: { 编号: '2', 内容: 'a, "b"' } },
      ]);
    });

    test('rows with too few or too many columns: told, never shifted into other columns', async () => {
      const rows = await rowsOf('a,b\n1\n1,2,3\n4,5\n', 'csv');
      expect(rows.map(({ line, row }) => [line, row])).toEqual([
        [2, undefined],
        [3, undefined],
        [4, { a: '4', b: '5' }],
      ]);
      expect(rows[0]?.problem).toMatch(/columns length is 2, got 1/);
    });

    test('a quote in the middle of a field: taken as it stands', async () => {
      expect(await rowsOf('a,b\n1,12" pipe\n2,x\n', 'csv')).toEqual([
        { line: 2, row: { a: '1', b: '12" pipe' } },
        { line: 3, row: { a: '2', b: 'x' } },
      ]);
    });

    test('a quote never closed: says from where on nothing could be read', async () => {
      const rows = await rowsOf('a,b\n1,2\n3,"open\n4,5\n', 'csv');
      expect(rows).toHaveLength(2);
      expect(rows[1]).toEqual({
        line: 3,
        problem: expect.stringMatching(/Quote Not Closed.*nothing from here on was read/),
      });
    });
  });

  test('a file that is not there: the failure says which', async () => {
    await expect(async () => {
      for await (const row of readRows(join(folder, 'absent.csv'), 'csv')) expect(row).toBeUndefined();
    }).rejects.toThrow(/absent\.csv/);
  });
});
