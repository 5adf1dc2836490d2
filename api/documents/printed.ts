import type { Bilingual, Language } from '../../domain/values/text';

/**
 * What stands in one place of a printed document: words as they are, words in both languages, or several of them, a line
 * each. A sealed text is a cell of its own, never part of another, so that it can be opened in place.
 */
export type Cell = string | number | Bilingual | undefined | readonly Cell[];

/** A part of a document: what it is about and what is said of it, as pairs or as a table. */
export interface Part {
  title: Bilingual;
  rows?: readonly (readonly [Bilingual, Cell])[];
  table?: { columns: readonly Bilingual[]; rows: readonly (readonly Cell[])[] };
}

/** A document of a case, apart from how it is printed. */
export interface PrintedDocument {
  title: Bilingual;
  /** Complaint number. */
  no: string;
  parts: readonly Part[];
  /** What stands under each line to sign on. */
  signatures: readonly Bilingual[];
  /** By which policy, and who printed it when. */
  foot: readonly (readonly [Bilingual, Cell])[];
}

const NOTHING = '—';

/** A page of A4 without scripts; everything that comes from a case is escaped. */
export function htmlOf({ title, no, parts, signatures, foot }: PrintedDocument, language: Language): string {
  const say = (text: Bilingual): string => escaped(text[language]);
  const cell = (value: Cell): string => linesOf(value, language).map(escaped).join('<br>') || NOTHING;
  const pairs = (rows: readonly (readonly [Bilingual, Cell])[]): string =>
    rows.map(([label, value]) => `<tr><th scope="row">${say(label)}</th><td>${cell(value)}</td></tr>`).join('\n');
  const part = ({ title: heading, rows, table }: Part): string =>
    [
      `<section>\n<h2>${say(heading)}</h2>`,
      ...(rows === undefined ? [] : [`<table class="pairs">\n${pairs(rows)}\n</table>`]),
      ...(table === undefined
        ? []
        : [
            '<table>',
            `<thead><tr>${table.columns.map((column) => `<th scope="col">${say(column)}</th>`).join('')}</tr></thead>`,
            ...table.rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`),
            '</table>',
          ]),
      '</section>',
    ].join('\n');
  const lines = signatures.map((text) => `<div><span></span>${say(text)}</div>`).join('');
  return [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`,
    `<head>\n<meta charset="utf-8">\n<title>${say(title)} ${escaped(no)}</title>\n<style>${STYLE}</style>\n</head>`,
    `<body>\n<header>\n<h1>${say(title)}</h1>\n<p class="no">${escaped(no)}</p>\n</header>`,
    ...parts.map(part),
    ...(lines === '' ? [] : [`<div class="signatures">${lines}</div>`]),
    `<footer>\n<table class="pairs">\n${pairs(foot)}\n</table>\n</footer>\n</body>\n</html>\n`,
  ].join('\n');
}

function linesOf(value: Cell, language: Language): string[] {
  if (value === undefined || value === '') return [];
  if (typeof value === 'string' || typeof value === 'number') return String(value).split('\n');
  if (isList(value)) return value.flatMap((one) => linesOf(one, language));
  return linesOf(value[language], language);
}

function isList(value: Bilingual | readonly Cell[]): value is readonly Cell[] {
  return Array.isArray(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

const STYLE = `
@page { size: A4; margin: 18mm 16mm; }
body { font: 10.5pt/1.5 "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  color: #000; background: #fff; max-width: 178mm; margin: 0 auto; }
h1 { font-size: 17pt; text-align: center; margin: 0; }
.no { text-align: right; margin: 2mm 0 4mm; }
h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.3mm solid #555; padding: 1mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; background: #f2f2f2; }
.pairs th { width: 34mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.signatures { display: flex; gap: 10mm; margin-top: 14mm; break-inside: avoid; }
.signatures div { flex: 1; font-size: 9.5pt; }
.signatures span { display: block; border-bottom: 0.3mm solid #000; height: 10mm; }
footer { margin-top: 8mm; font-size: 8.5pt; break-inside: avoid; }
@media print { th { print-color-adjust: exact; } }
`;
