import { localText } from '../time/local-time';
import type { Bilingual, Language } from '../values/text';
import { both } from '../values/text';
import type { Figure } from './figures';
import type { Dimension, MarkName } from './mark';
import type { ReportDocument, ReportSection } from './report';

/** A number as people read it, and as a spreadsheet adds it up: shares from 0 to 1, hours, yuan. */
export interface Cell {
  text: string;
  number?: number;
}

/** A section of a report as a table in one language, whatever it is written as. */
export interface Table {
  title: string;
  header: string[];
  rows: Cell[][];
  /** How the columns are counted. */
  notes: string[];
}

const HOUR_MS = 3_600_000;
const UNITS: Record<
  Figure['unit'],
  { mark: Bilingual; of: (value: number) => number; text: (value: number) => string }
> = {
  count: { mark: both('', ''), of: (n) => n, text: String },
  share: { mark: both('', ''), of: (n) => rounded(n, 4), text: (n) => `${rounded(n * 100, 1)} %` },
  duration: { mark: both('（小时）', ' (hours)'), of: hours, text: (ms) => String(hours(ms)) },
  fen: { mark: both('（元）', ' (yuan)'), of: (fen) => fen / 100, text: (fen) => (fen / 100).toFixed(2) },
  percent: { mark: both('', ''), of: (n) => n, text: (n) => `${n} %` },
};
const BEFORE = both('上期', 'before');

/** The tables of a report, section by section. */
export function tablesOf(document: ReportDocument, language: Language): Table[] {
  return document.sections.map((section) =>
    section.list === undefined ? ofFigures(section, language) : ofList(section, document.zone, language),
  );
}

function ofFigures({ title, by, columns, rows }: ReportSection, language: Language): Table {
  return {
    title: title[language],
    header: [
      by === undefined ? '' : DIMENSION_TITLES[by][language],
      ...columns.flatMap((column) => {
        const name = `${column.title[language]}${UNITS[column.unit].mark[language]}`;
        return [name, `${name}, ${BEFORE[language]}`];
      }),
    ],
    rows: rows.map((row) => [
      { text: row.title[language] },
      ...columns.flatMap(({ name, unit }) => [cellOf(row.figures[name], unit), cellOf(row.before[name], unit)]),
    ]),
    notes: columns.map((column) => `${column.title[language]}: ${column.definition[language]}`),
  };
}

const LIST_DIMENSIONS = [
  ...(['place', 'category', 'department', 'person', 'supplier', 'remedy', 'bearer', 'cause', 'end'] as const),
] as const;

function ofList({ title, list = [] }: ReportSection, zone: string, language: Language): Table {
  const shown = LIST_DIMENSIONS.filter((dimension) => list.some((mark) => mark[dimension] !== undefined));
  return {
    title: title[language],
    header: [
      ...[both('时间', 'Time'), both('编号', 'Number'), both('事项', 'What')].map((text) => text[language]),
      ...shown.map((dimension) => DIMENSION_TITLES[dimension][language]),
      both('金额（元）', 'Amount (yuan)')[language],
    ],
    rows: list.map((mark) => [
      { text: localText(Date.parse(mark.at), zone) },
      { text: mark.no },
      { text: mark.what },
      ...shown.map((dimension) => ({ text: mark[dimension] ?? '' })),
      cellOf(IN_FEN.includes(mark.what) ? mark.value : undefined, 'fen'),
    ]),
    notes: [],
  };
}
/** Marks whose value is an amount. */
const IN_FEN: readonly MarkName[] = ['remedied', 'takenBack', 'spent', 'borne'];

const DIMENSION_TITLES: Record<Dimension, Bilingual> = {
  place: both('单位', 'Place'),
  category: both('类别', 'Category'),
  topCategory: both('大类', 'Main category'),
  channel: both('渠道', 'Channel'),
  department: both('部门', 'Department'),
  person: both('人员', 'Person'),
  supplier: both('供应商', 'Supplier'),
  cause: both('原因', 'Cause'),
  remedy: both('补救', 'Remedy'),
  bearer: both('承担方', 'Borne by'),
  clock: both('时限', 'Clock'),
  end: both('结局', 'End'),
};

function cellOf(value: number | null | undefined, unit: Figure['unit']): Cell {
  if (value === null || value === undefined) return { text: '' };
  return { text: UNITS[unit].text(value), number: UNITS[unit].of(value) };
}

function hours(ms: number): number {
  return rounded(ms / HOUR_MS, 2);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
