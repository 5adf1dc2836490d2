import { stringify } from 'csv-stringify/sync';
import type { ReportDocument } from '../../domain/reports/report';
import { tablesOf } from '../../domain/reports/table';
import type { Table } from '../../domain/reports/table';
import type { Language } from '../../domain/values/text';
import { inert } from '../inert';

/** What a report can be read as. */
export const FORMATS = ['json', 'csv', 'xlsx', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** A report as a file; JSON is the document itself. */
export const WRITERS: Record<
  Exclude<Format, 'json'>,
  { type: string; write: (document: ReportDocument, language: Language) => string | Promise<Buffer> }
> = {
  csv: { type: 'text/csv; charset=utf-8', write: (document, language) => csv(tablesOf(document, language)) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (document, language) => xlsx(tablesOf(document, language)),
  },
  html: { type: 'text/html; charset=utf-8', write: html },
};

/** One table below the other, a line with its title above each. With a mark by which spreadsheets know it is UTF-8. */
function csv(tables: readonly Table[]): string {
  const records = tables.flatMap(({ title, header, rows }, i) => [
    ...(i === 0 ? [] : [[]]),
    [inert(title)],
    header.map(inert),
    ...rows.map((row) => row.map(({ text, number }) => number ?? inert(text))),
  ]);
  return `\uFEFF${stringify(records)}`;
}

/** A sheet for each table, and one that says how the numbers are counted. */
async function xlsx(tables: readonly Table[]): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const notes = [...new Set(tables.flatMap((table) => table.notes))];
  return writeExcelFile([
    ...tables.map(({ title, header, rows }, i) => ({
      sheet: sheetName(i + 1, title),
      data: [
        header.map((value) => ({ value: inert(value), fontWeight: 'bold' as const })),
        ...rows.map((row) =>
          row.map(({ text, number }) => (number === undefined ? { value: inert(text) } : { value: number })),
        ),
      ],
    })),
    ...(notes.length === 0
      ? []
      : [{ sheet: '口径 Definitions', data: notes.map((value) => [{ value: inert(value) }]) }]),
  ]).toBuffer();
}

/** At most 31 characters, and none of those that Excel refuses. */
function sheetName(number: number, title: string): string {
  return `${number} ${title.replace(/[\\/?*[\]:]/g, ' ')}`.slice(0, 31);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** A page to be printed. */
function html(document: ReportDocument, language: Language): string {
  const { title, period, before } = document;
  const heading = `${title[language]} ${period.id}`;
  const days = ({ first, last }: { first: string; last: string }): string => `${first} – ${last}`;
  const tables = tablesOf(document, language).map(
    (table) => `<h2>${escaped(table.title)}</h2>
<table>
<thead><tr>${table.header.map((text) => `<th>${escaped(text)}</th>`).join('')}</tr></thead>
<tbody>
${table.rows.map((row) => `<tr>${row.map(({ text }) => `<td>${escaped(text)}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table>
${table.notes.length === 0 ? '' : `<ul>${table.notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul>`}`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${escaped(heading)}</title>
<style>
body { font-family: sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: 0.2em 0.5em; text-align: right; }
th:first-child, td:first-child { text-align: left; }
ul { font-size: 80%; color: #444; }
h2 { break-after: avoid; }
@media print { body { margin: 0; } table { break-inside: avoid; } }
</style>
</head>
<body>
<h1>${escaped(heading)}</h1>
<p>${days(period)} (${language === 'zh' ? '上期' : 'before'}: ${days(before)}, ${escaped(document.zone)})</p>
${tables.join('\n')}
</body>
</html>
`;
}
