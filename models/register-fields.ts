import { CHANNELS } from '../domain/channels/channels';
import { dueAt } from '../domain/case/tasks/tasks';
import type { Folded } from './case-states';

/** What a fact is. `instant` and `due` are ISO instants, UTC; what has no `due` is due after everything else. */
interface Kinds {
  text: string;
  texts: string[];
  number: number;
  flag: boolean;
  instant: string;
  due: string;
}
export type FieldKind = keyof Kinds;

/** A fact that lists see of a complaint: what it is, and what of the case says it. Nothing in it is sealed. */
export interface Field {
  kind: FieldKind;
  /** Every entry has it. */
  required: boolean;
  of: (folded: Folded) => Kinds[FieldKind] | undefined;
  /** The values that it may have, where these are the same under every policy. */
  values?: readonly string[];
  /** What the API's document says of it. */
  help?: string;
}

type Told<K extends FieldKind, R extends boolean> = Omit<Field, 'kind' | 'required'> & { kind: K; required: R };
type About = Pick<Field, 'help' | 'values'>;

function given<K extends FieldKind>(kind: K, of: (folded: Folded) => Kinds[K], about: About = {}): Told<K, true> {
  return { kind, required: true, of, ...about };
}

function maybe<K extends FieldKind>(
  kind: K,
  of: (folded: Folded) => Kinds[K] | undefined,
  about: About = {},
): Told<K, false> {
  return { kind, required: false, of, ...about };
}

/**
 * Everything that the register says of a complaint, each fact once: the rows that are stored, the entries of lists, their
 * document in the API and the columns of the file all follow from this, in this order.
 */
export const FIELDS = {
  no: given('text', ({ state }) => state.no),
  seq: given('number', ({ state }) => state.seq, { help: 'Number of the last event that it takes account of.' }),
  status: given('text', ({ state }) => state.status, { values: ['new', 'open', 'resolved', 'closed'] }),
  stage: maybe(
    'text',
    ({ state: { lines } }) => (lines['main']?.status === 'running' ? lines['main'].step : undefined),
    {
      help: 'Current step of the main line.',
    },
  ),
  policy: given('text', ({ state }) => state.policy.id),
  version: given('text', ({ state }) => state.policy.version),
  category: maybe('text', ({ state }) => state.intake?.category),
  categories: maybe('texts', ({ state }) => state.categories ?? ownCategory(state.intake?.category), {
    help: 'From the top category to this one; this one alone where it lies within no other.',
  }),
  places: maybe('texts', ({ state }) => (state.places?.length === 0 ? undefined : state.places), {
    help: 'Path from the top place to the place of the case. Absent if the case belongs to no place.',
  }),
  channel: maybe('text', ({ state }) => state.intake?.channel),
  severity: maybe('text', ({ state }) => state.severity),
  major: given('flag', ({ state }) => state.major !== undefined),
  department: maybe('text', ({ state }) => state.department),
  handler: maybe('text', ({ state }) => state.handler, { help: 'Staff id.' }),
  cause: maybe('text', ({ state }) => state.findings?.causeCode, { help: 'Code of the cause that was found.' }),
  recordedAt: maybe('instant', ({ state }) => state.recordedAt),
  dueAt: maybe('due', ({ state }) => dueAt(state), { help: 'The earliest due time of an open task.' }),
  resolvedAt: maybe('instant', ({ state }) => state.resolvedAt, {
    help: 'When it was answered; absent while it is open, also once it was reopened.',
  }),
  closedAt: maybe('instant', ({ state }) => state.closedAt),
  end: maybe('text', ({ state }) => state.end),
  firstEnd: maybe('text', ({ state }) => state.resolutions[0]?.end, {
    help: 'Result of the first round. `end` is the final result.',
  }),
  firstEndedAt: maybe('instant', ({ state }) => state.resolutions[0]?.at),
  lastEndedAt: maybe('instant', ({ state }) => state.resolutions.at(-1)?.at, {
    help: 'End of the latest round.',
  }),
  round: given('number', ({ state }) => state.round),
  updatedAt: given('instant', ({ updatedAt }) => updatedAt),
};

function ownCategory(category: string | undefined): string[] | undefined {
  return category === undefined ? undefined : [category];
}

export type FieldName = keyof typeof FIELDS;
type KindOf<N extends FieldName> = (typeof FIELDS)[N]['kind'];
type Required<N extends FieldName> = (typeof FIELDS)[N]['required'] extends true ? N : never;

/** An entry of the register. */
export type RegisterEntry = { [N in FieldName as Required<N>]: Kinds[KindOf<N>] } & {
  [N in FieldName as Exclude<N, Required<N>>]?: Kinds[KindOf<N>];
};

type Stored<K extends FieldKind> = K extends 'instant' | 'due' ? Date : Kinds[K];
type AlwaysStored<N extends FieldName> = KindOf<N> extends 'due' ? N : Required<N>;
/** The same as it is stored: instants as dates, and a due time always, which lies beyond all others if there is none. */
export type EntryRow = { [N in FieldName as AlwaysStored<N>]: Stored<KindOf<N>> } & {
  [N in FieldName as Exclude<N, AlwaysStored<N>>]?: Stored<KindOf<N>>;
};

/** How a list is narrowed by a fact. `to` and `before` are not included; `passed`: before a moment, or not. */
interface Ways {
  oneOf: string | readonly string[];
  is: boolean;
  from: string;
  to: string;
  passed: { is: boolean; at: string };
}
export type Way = keyof Ways;

/** A way to narrow a list; `help` and `values` are those of the field unless it has its own. */
export interface FactFilter {
  field: FieldName;
  way: Way;
  values?: readonly string[];
  help?: string;
}

/** Everything by which the register can be narrowed, by the name that the API has for it. */
export const FILTERS = {
  policy: { field: 'policy', way: 'oneOf' },
  status: { field: 'status', way: 'oneOf', values: ['open', 'resolved', 'closed'] },
  stage: { field: 'stage', way: 'oneOf' },
  department: { field: 'department', way: 'oneOf' },
  severity: { field: 'severity', way: 'oneOf' },
  category: { field: 'categories', way: 'oneOf', help: 'Includes subcategories.' },
  place: { field: 'places', way: 'oneOf', help: 'Id of a place. Includes the places below it.' },
  channel: { field: 'channel', way: 'oneOf', values: CHANNELS },
  handler: { field: 'handler', way: 'oneOf' },
  cause: { field: 'cause', way: 'oneOf' },
  end: { field: 'end', way: 'oneOf', help: 'What it came to, of those that have been answered.' },
  major: { field: 'major', way: 'is' },
  overdue: { field: 'dueAt', way: 'passed', help: '`true`: something is overdue; `false`: nothing is overdue.' },
  dueBefore: { field: 'dueAt', way: 'to', help: 'Not included.' },
  recordedFrom: { field: 'recordedAt', way: 'from' },
  recordedTo: { field: 'recordedAt', way: 'to', help: 'Not included.' },
  resolvedFrom: { field: 'resolvedAt', way: 'from' },
  resolvedTo: { field: 'resolvedAt', way: 'to', help: 'Not included.' },
  closedFrom: { field: 'closedAt', way: 'from' },
  closedTo: { field: 'closedAt', way: 'to', help: 'Not included.' },
} as const satisfies Readonly<Record<string, FactFilter>>;

export type FilterName = keyof typeof FILTERS;
/** What a list is narrowed to by facts; everything given must hold. Times are ISO instants. */
export type FactsWanted = { [N in FilterName]?: Ways[(typeof FILTERS)[N]['way']] };

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];
