import type { Place } from '../values/place';
import { titleOfCategory } from '../policy/category-tree';
import type { PolicyBundle } from '../policy/bundle';
import type { CompiledPolicy } from '../policy/compiled';
import type { Bilingual } from '../values/text';
import { both } from '../values/text';
import type { ReportDefinition, SectionDefinition } from './definition';
import { FIGURES, figuresOf } from './figures';
import type { Figure, FigureName } from './figures';
import type { Dimension, Mark } from './mark';
import type { Period } from './period';
import { TallyOfMarks } from './tally';

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

/** Of what a report is made. */
export interface ReportInput {
  bundle: PolicyBundle;
  report: string;
  definition: ReportDefinition;
  period: Period;
  before: Period;
  /** What the directory calls places; without, they are called by their ids. */
  places?: ReadonlyMap<string, Pick<Place, 'title'>>;
}

/**
 * Makes a report of the marks of its period and of the one before, as they come: none is kept but those of lists. Pure,
 * and exact: the same marks give the same report, in whatever order they come. What lies outside counts for nothing.
 */
export class ReportMaker {
  readonly #input: ReportInput;
  readonly #sections: SectionMaker[];

  constructor(input: ReportInput) {
    this.#input = input;
    const { bundle, definition, places = new Map<string, Place>() } = input;
    this.#sections = definition.sections.map((section) => new SectionMaker(section, { bundle, places }));
  }

  add(mark: NumberedMark): void {
    const { period, before } = this.#input;
    const when = isWithin(mark, period) ? 'now' : isWithin(mark, before) ? 'then' : undefined;
    if (when === undefined) return;
    for (const section of this.#sections) section.add(mark, when);
  }

  document(): ReportDocument {
    const { bundle, report, definition, period, before } = this.#input;
    return {
      ...{ policy: bundle.policy.id, report, title: definition.title, bundleHash: bundle.hash },
      ...{ zone: bundle.calendar.zone, period, before },
      sections: this.#sections.map((section) => section.document()),
    };
  }
}

/** The same of marks that are all there. */
export function reportOf({ marks, ...input }: ReportInput & { marks: readonly NumberedMark[] }): ReportDocument {
  const maker = new ReportMaker(input);
  for (const mark of marks) maker.add(mark);
  return maker.document();
}

function isWithin({ at }: Mark, { from, to }: Period): boolean {
  return at >= from && at < to;
}

/** The tallies of a row: of the period, and of the one before. */
interface RowTally {
  now: TallyOfMarks;
  then: TallyOfMarks;
}

function emptyRow(): RowTally {
  return { now: new TallyOfMarks(), then: new TallyOfMarks() };
}

class SectionMaker {
  readonly #all = emptyRow();
  readonly #byValue = new Map<string, RowTally>();
  readonly #listed: NumberedMark[] = [];

  constructor(
    private readonly section: SectionDefinition,
    private readonly names: Names,
  ) {}

  add(mark: NumberedMark, when: keyof RowTally): void {
    const { by, list } = this.section;
    if (!isIn(this.section, mark)) return;
    if (list !== undefined) {
      if (when === 'now' && list.includes(mark.what)) this.#listed.push(mark);
      return;
    }
    this.#all[when].add(mark);
    const value = by === undefined ? undefined : mark[by];
    if (value === undefined) return;
    const row = this.#byValue.get(value) ?? emptyRow();
    this.#byValue.set(value, row);
    row[when].add(mark);
  }

  document(): ReportSection {
    const { title, by, figures = [], list } = this.section;
    if (list !== undefined)
      return {
        title,
        columns: [],
        rows: [],
        list: this.#listed.sort((a, b) => order(a).localeCompare(order(b), 'en')),
      };
    const figuresIn = ({ now, then }: RowTally): Pick<ReportRow, 'figures' | 'before'> => ({
      figures: figuresOf(figures, now),
      before: figuresOf(figures, then),
    });
    const values = [...this.#byValue].sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = values.map(([value, row]): ReportRow => {
      return { value, title: titleOf(this.names, by, value), ...figuresIn(row) };
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
      rows: [{ title: both('合计', 'All'), ...figuresIn(this.#all) }, ...rows.sort((a, b) => rank(b) - rank(a))],
    };
  }
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
