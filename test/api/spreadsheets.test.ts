import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvFile } from '../../api/csv';
import { WRITERS } from '../../api/reports/formats';
import type { ReportDocument } from '../../domain/reports/report';
import { both } from '../../domain/values/text';

const RUNS = Number(process.env['REDRESS_RUNS'] ?? '100');

/** What somebody may have named a supplier, a product or a category. */
const text = fc.oneof(
  fc.tuple(
    fc.constantFrom('', ' ', '\t', '\r', '\n', '\u3000', '\u00a0', '\u200b', '\ufeff', '\u0000', ' \u200e\t'),
    fc.constantFrom(...Array.from('=+-@＝＋－＠﹦﹢﹣﹫⁺⁻₌−')),
    fc.constantFrom('HYPERLINK("x")', 'cmd|calc!A1', '1', 'SUM(A1)', ''),
  ),
  fc.tuple(fc.string({ unit: 'binary', maxLength: 12 }).map((s) => s.replaceAll('\u0000', ' '))),
);
const cell = text.map((parts) => parts.join(''));

/** By code points, not by a pattern: the first that is neither blank nor invisible, in its plain form. */
function beginsFormula(shown: string): boolean {
  for (const character of shown.normalize('NFKC')) {
    if (/\s/.test(character) || /\p{C}/u.test(character)) continue;
    return ['=', '+', '-', '@', '\u2212'].includes(character);
  }
  return false;
}

const plain = (shown: string): string => (shown.startsWith("'") ? shown.slice(1) : shown);

function documentOf(title: string): ReportDocument {
  const of = both(title, title);
  const days = { id: '2026-09', from: '', to: '', first: '2026-09-01', last: '2026-09-30' };
  const column = { name: 'remedies', title: of, definition: of, unit: 'count' };
  const row = { value: title, title: of, figures: { remedies: -1 }, before: { remedies: 1 } };
  return {
    ...{ policy: 'p', report: 'r', title: of, bundleHash: '', zone: 'Asia/Shanghai', period: days, before: days },
    sections: [{ title: of, by: 'supplier', columns: [column], rows: [row] }],
  } as unknown as ReportDocument;
}

const records = (csv: string): string[][] =>
  parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: false });

test('no text begins a formula in a report as CSV, wide and hidden beginnings among them, and numbers stay numbers', async () => {
  await fc.assert(
    fc.asyncProperty(cell, async (title) => {
      const rows = records(String(await WRITERS.csv.write(documentOf(title), 'zh')));
      for (const one of rows.flat().filter((shown) => shown !== '-1')) expect(beginsFormula(one)).toBe(false);
      expect(rows.at(-1)?.slice(1)).toEqual(['-1', '1']);
      expect(plain(rows.at(-1)?.[0] ?? '')).toBe(plain(title));
    }),
    { numRuns: RUNS },
  );
});

test('nor in statements and claims', () => {
  fc.assert(
    fc.property(cell, cell, (one, other) => {
      const { body } = csvFile('claims', ['supplier', 'fen', 'what'], [[one, -5, other]]);
      const row = records(String(body)).slice(1).flat();
      expect([row[0], row[2]].map((shown) => beginsFormula(shown ?? ''))).toEqual([false, false]);
      expect(row[1]).toBe('-5');
      expect([plain(row[0] ?? ''), plain(row[2] ?? '')]).toEqual([plain(one), plain(other)]);
    }),
    { numRuns: RUNS },
  );
});

/** The texts of a workbook, which is a zip archive. */
function textsOf(workbook: Buffer): string[] {
  const texts: string[] = [];
  const end = workbook.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let at = workbook.readUInt32LE(end + 16);
  while (workbook.readUInt32LE(at) === 0x02014b50) {
    const [packed, nameLength] = [workbook.readUInt32LE(at + 20), workbook.readUInt16LE(at + 28)];
    const local = workbook.readUInt32LE(at + 42);
    const start = local + 30 + workbook.readUInt16LE(local + 26) + workbook.readUInt16LE(local + 28);
    const bytes = workbook.subarray(start, start + packed);
    const xml = String(workbook.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes));
    expect(xml).not.toMatch(/<f[ >]/);
    texts.push(...[...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map((match) => match[1] ?? ''));
    at += 46 + nameLength + workbook.readUInt16LE(at + 30) + workbook.readUInt16LE(at + 32);
  }
  return texts;
}

test.each(Array.from('=+-@＝＋－＠'))('nor as XLSX, which has no formula at all: %s', async (sign) => {
  const texts = textsOf((await WRITERS.xlsx.write(documentOf(`${sign}1+cmd`), 'zh')) as Buffer);
  expect(texts.filter((shown) => shown.includes('1+cmd')).length).toBeGreaterThan(2);
  expect(texts.filter(beginsFormula)).toEqual([]);
});
