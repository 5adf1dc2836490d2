import type { Place } from '../place';
import { titleOfCategory } from '../policy/category-tree';
import type { PolicyBundle } from '../policy/bundle';
import type { CompiledPolicy } from '../policy/compiled';
import type { Bilingual } from '../text';
import { both } from '../text';
import type { ReportDefinition, SectionDefinition } from './definition';
import { FIGURES, figuresOf } from './figures';
import type { Figure, FigureName } from './figures';
import type { Dimension, Mark } from './mark';
import type { Period } from './period';
import { tallyOf } from './tally';

/** A mark and the complaint it is of. */
export interface NumberedMark extends Mark {
  no: string;
}

type Values = Partial<Record<FigureName, number | null>>;

interface ReportRow {
  /** The value of the dimension by which the section is grouped; absent in the row for all. */
  value?: string;
  title: Bilingual;
  figures: Values;
  before: Values;
}

export interface ReportSection {
  title: Bilingual;
  by?: Dimension;
  /** What its columns are and how they are counted. */
  columns: { name: FigureName; title: Bilingual; definition: Bilingual; unit: Figure['unit'] }[];
  /** The row for all first. */
  rows: ReportRow[];
  /** Instead of rows: marks one by one, in the order of time. */
  list?: NumberedMark[];
}

/** A report as it is stored: figures of a period that has ended, and those of the period before. */
export interface ReportDocument {
  policy: string;
  report: string;
  title: Bilingual;
  /** The policy that said what is in it. */
  bundleHash: string;
  zone: string;
  period: Period;
  before: Period;
  sections: ReportSection[];
}

/**
 * Makes a report of the marks of its period and of the one before. Pure, and exact: the same marks give the same report,
 * in whatever order they come.
 *
 * @param marks what was counted under the policy in the two periods; what lies outside counts for nothing
 */
export function reportOf(input: {
  bundle: PolicyBundle;
  report: string;
  definition: ReportDefinition;
  period: Period;
  before: Period;
  marks: readonly NumberedMark[];
  /** What the directory calls places; without, they are called by their ids. */
  places?: ReadonlyMap<string, Pick<Place, 'title'>>;
}): ReportDocument {
  const { places = new Map<string, Place>(), bundle, report, definition, period, before, marks } = input;
  const [current, earlier] = [period, before].map(({ from, to }) =>
    marks.filter(({ at }) => at >= from && at < to),
  ) as [NumberedMark[], NumberedMark[]];
  return {
    policy: bundle.policy.id,
    report,
    title: definition.title,
    bundleHash: bundle.hash,
    zone: bundle.calendar.zone,
    period,
    before,
    sections: definition.sections.map((section) => sectionOf(section, { bundle, places }, current, earlier)),
  };
}

function sectionOf(
  section: SectionDefinition,
  names: Names,
  current: readonly NumberedMark[],
  earlier: readonly NumberedMark[],
): ReportSection {
  const { title, by, figures = [], list } = section;
  const [now, then] = [current, earlier].map((marks) => marks.filter((mark) => isIn(section, mark))) as [
    NumberedMark[],
    NumberedMark[],
  ];
  if (list !== undefined) {
    const listed = now.filter(({ what }) => list.includes(what));
    return { title, columns: [], rows: [], list: listed.sort((a, b) => order(a).localeCompare(order(b), 'en')) };
  }
  const rowOf = (marks: readonly Mark[], marksBefore: readonly Mark[]): Pick<ReportRow, 'figures' | 'before'> => ({
    figures: figuresOf(figures, tallyOf(marks)),
    before: figuresOf(figures, tallyOf(marksBefore)),
  });
  const values = by === undefined ? [] : [...new Set([...now, ...then].flatMap((mark) => mark[by] ?? []))].sort();
  const rows = values.map((value): ReportRow => {
    const ofValue = (mark: Mark): boolean => by !== undefined && mark[by] === value;
    return { value, title: titleOf(names, by, value), ...rowOf(now.filter(ofValue), then.filter(ofValue)) };
  });
  const [first] = figures;
  const rank = (row: ReportRow): number => (first === undefined ? 0 : (row.figures[first] ?? -1));
  return {
    title,
    ...(by === undefined ? {} : { by }),
    columns: figures.map((name) => {
      const { title: columnTitle, definition, unit } = FIGURES[name];
      return { name, title: columnTitle, definition, unit };
    }),
    rows: [{ title: both('合计', 'All'), ...rowOf(now, then) }, ...rows.sort((a, b) => rank(b) - rank(a))],
  };
}

function isIn({ where, major }: SectionDefinition, mark: Mark): boolean {
  if (major === true && mark.major !== true) return false;
  return Object.entries(where).every(([dimension, values]) => {
    const value = mark[dimension as Dimension];
    return value !== undefined && values.includes(value);
  });
}

function order({ at, no, what, person, remedy, bearer, value }: NumberedMark): string {
  return [at, no, what, person ?? '', remedy ?? '', bearer ?? '', value ?? ''].join(' ');
}

interface Names {
  bundle: PolicyBundle;
  places: ReadonlyMap<string, Pick<Place, 'title'>>;
}

/** What policy and directory call a value; persons, suppliers and the like are called what they are. */
function titleOf({ bundle: { policy }, places }: Names, by: Dimension | undefined, value: string): Bilingual {
  const title = by === undefined ? undefined : TITLES[by]?.(value, policy, places);
  return title ?? both(value, value);
}

const TITLES: Partial<
  Record<Dimension, (value: string, policy: CompiledPolicy, places: Names['places']) => Bilingual | undefined>
> = {
  category: (value, { categories }) => titleOfCategory(categories, value),
  topCategory: (value, { categories }) => titleOfCategory(categories, value),
  department: (value, { departments }) => departments[value]?.title,
  clock: (value, { clocks }) => clocks.find(({ id }) => id === value)?.title,
  place: (value, _policy, places) => places.get(value)?.title,
};
