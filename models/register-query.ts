import { ADDRESS_KINDS, ADDRESS_NAMES } from '../domain/channels/channels';
import { normaliseComplaintNumber } from '../domain/values/complaint-number';
import type { TokenIndex } from '../vault/search-tokens';
import { FIELDS, FILTER_NAMES, FILTERS } from './register-fields';
import type { FactsWanted, Way } from './register-fields';
import { WITH_STATUS } from './register-queries';

/** What a list is narrowed to; everything given must hold. */
export interface RegisterFilter extends FactsWanted {
  /** Words that must all be there; or, as a whole, a phone number, a mail address or a complaint number. */
  text?: string;
  /** What is not found by words, phone or mail, since who asks may not know who complains there: staff ids. */
  notFoundByWords?: { policies: readonly string[]; about: readonly string[] };
  /** Places at which who asks holds a post: only cases of these, of what lies within them, and of no place are found. */
  seenFrom?: readonly string[];
}

type Condition = Record<string, unknown>;

/**
 * The database's query, as alternatives of which any must hold; none when the filter asks for a text in which there is
 * nothing to search for.
 */
export function queryOf(filter: RegisterFilter, tokenIndex: TokenIndex): Condition[] {
  const facts = FILTER_NAMES.flatMap((name): Condition[] => {
    const value = filter[name];
    const { field, way } = FILTERS[name];
    return value === undefined ? [] : [{ [`entry.${field}`]: WAYS[way](value as never) }];
  });
  const conditions = [
    ...facts,
    ...(filter.status === undefined && asksWithStatus(filter)
      ? [{ 'entry.status': { $in: FIELDS.status.values } }]
      : []),
    ...(filter.seenFrom === undefined ? [] : [seenFrom(filter.seenFrom)]),
  ];
  if (filter.text === undefined) return [allOf(conditions)];
  return waysToFind(filter.text, tokenIndex, filter.notFoundByWords).map((way) => allOf([...conditions, way]));
}

/** Whether a fact is asked for whose index has the status, too. */
function asksWithStatus(filter: RegisterFilter): boolean {
  return (
    filter.seenFrom !== undefined ||
    FILTER_NAMES.some((name) => filter[name] !== undefined && WITH_STATUS.includes(FILTERS[name].field))
  );
}

const WAYS: Readonly<Record<Way, (value: never) => unknown>> = {
  oneOf: (wanted: string | readonly string[]) => ({ $in: typeof wanted === 'string' ? [wanted] : [...wanted] }),
  is: (wanted: boolean) => ({ $eq: wanted }),
  from: (instant: string) => ({ $gte: new Date(instant) }),
  to: (instant: string) => ({ $lt: new Date(instant) }),
  passed: ({ is, at }: { is: boolean; at: string }) => (is ? { $lt: new Date(at) } : { $gte: new Date(at) }),
};

function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? {} : { $and: [...conditions] };
}

function waysToFind(text: string, tokenIndex: TokenIndex, hidden: RegisterFilter['notFoundByWords']): Condition[] {
  const words = tokenIndex.query(text);
  const contacts = ADDRESS_NAMES.map((kind) => tokenIndex.address(ADDRESS_KINDS[kind], text)).filter(
    (token) => token !== undefined,
  );
  const no = normaliseComplaintNumber(text);
  const shown: Condition = {
    ...(hidden === undefined || hidden.policies.length === 0 ? {} : { 'entry.policy': { $nin: [...hidden.policies] } }),
    ...(hidden === undefined ? {} : { about: { $nin: [...hidden.about] } }),
  };
  return [
    ...(words.length === 0 ? [] : [{ tokens: { $all: words }, ...shown }]),
    ...contacts.map((token) => ({ tokens: { $in: [token] }, ...shown })),
    ...(no === undefined ? [] : [{ _id: { $eq: no } }]),
  ];
}

/** Rows of cases that somebody with posts at these places may see: those of the places or below, and those of none. */
export function seenFrom(posts: readonly string[]): { 'entry.places': { $in: (string | null)[] } } {
  return { 'entry.places': { $in: [null, ...posts] } };
}
