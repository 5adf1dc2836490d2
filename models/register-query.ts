import { ADDRESS_KINDS, ADDRESS_NAMES } from '../domain/channels';
import type { QueryFilter } from 'mongoose';
import { normaliseComplaintNumber } from '../domain/complaint-number';
import type { TokenIndex } from '../vault/search-tokens';
import type { RegisterRow } from './register-rows';

type OneOrMore = string | readonly string[];

/** What a list is narrowed to; everything given must hold. Times are ISO instants; `From` is included, `To` is not. */
export interface RegisterFilter {
  policy?: OneOrMore;
  status?: OneOrMore;
  stage?: OneOrMore;
  department?: OneOrMore;
  severity?: OneOrMore;
  /** Finds what lies within it as well. */
  category?: OneOrMore;
  /** Id of a place; finds what lies within it as well. */
  place?: OneOrMore;
  channel?: OneOrMore;
  /** Staff id. */
  handler?: OneOrMore;
  major?: boolean;
  dueBefore?: string;
  recordedFrom?: string;
  recordedTo?: string;
  /** Words that must all be there; or, as a whole, a phone number, a mail address or a complaint number. */
  text?: string;
  /** What is not found by words, phone or mail, since who asks may not know who complains there. */
  notFoundByWords?: { policies: readonly string[]; numbers: readonly string[] };
  /** Places at which who asks holds a post: only cases of these, of what lies within them, and of no place are found. */
  seenFrom?: readonly string[];
}

type Query = QueryFilter<RegisterRow>;

/** The database's query; undefined when the filter asks for a text in which there is nothing to search for. */
export function queryOf(filter: RegisterFilter, tokenIndex: TokenIndex): Query | undefined {
  const { major, dueBefore, recordedFrom, recordedTo, text } = filter;
  const conditions: Query[] = PLAIN.flatMap((name) => {
    const values = valuesOf(filter[name]);
    return values === undefined ? [] : [{ [`entry.${name}`]: { $in: values } }];
  });
  const categories = valuesOf(filter.category);
  if (categories !== undefined)
    conditions.push({ $or: ['category', 'categories'].map((name) => ({ [`entry.${name}`]: { $in: categories } })) });
  const places = valuesOf(filter.place);
  if (places !== undefined) conditions.push({ 'entry.places': { $in: places } });
  if (filter.seenFrom !== undefined) conditions.push(seenFrom(filter.seenFrom));
  if (major !== undefined) conditions.push({ 'entry.major': major });
  if (dueBefore !== undefined) conditions.push({ 'entry.dueAt': { $lt: new Date(dueBefore) } });
  if (recordedFrom !== undefined) conditions.push({ 'entry.recordedAt': { $gte: new Date(recordedFrom) } });
  if (recordedTo !== undefined) conditions.push({ 'entry.recordedAt': { $lt: new Date(recordedTo) } });
  if (text !== undefined) {
    const ways = waysToFind(text, tokenIndex, filter.notFoundByWords);
    if (ways.length === 0) return undefined;
    conditions.push({ $or: ways });
  }
  return conditions.length === 0 ? {} : { $and: conditions };
}

const PLAIN = ['policy', 'status', 'stage', 'department', 'severity', 'channel', 'handler'] as const;

function valuesOf(wanted: OneOrMore | undefined): string[] | undefined {
  return typeof wanted === 'string' ? [wanted] : wanted && [...wanted];
}

function waysToFind(text: string, tokenIndex: TokenIndex, hidden: RegisterFilter['notFoundByWords']): Query[] {
  const words = tokenIndex.query(text);
  const contacts = ADDRESS_NAMES.map((kind) => tokenIndex.address(ADDRESS_KINDS[kind], text)).filter(
    (token) => token !== undefined,
  );
  const no = normaliseComplaintNumber(text);
  const shown: Query = {
    ...(hidden === undefined || hidden.policies.length === 0 ? {} : { 'entry.policy': { $nin: [...hidden.policies] } }),
    ...(hidden === undefined || hidden.numbers.length === 0 ? {} : { _id: { $nin: [...hidden.numbers] } }),
  };
  return [
    ...(words.length === 0 ? [] : [{ tokens: { $all: words }, ...shown }]),
    ...contacts.map((token) => ({ tokens: { $in: [token] }, ...shown })),
    ...(no === undefined ? [] : [{ _id: no }]),
  ];
}

/** Rows of cases that somebody with posts at these places may see: those of the places or below, and those of none. */
export function seenFrom(posts: readonly string[]): { 'entry.places': { $in: (string | null)[] } } {
  return { 'entry.places': { $in: [null, ...posts] } };
}
