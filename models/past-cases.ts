import type { Connection, Model } from 'mongoose';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Intake } from '../domain/case/intake';
import { DUPLICATE } from '../domain/case/merging/merging';
import type { Confidentiality } from './confidentiality';
import type { SortKey } from './keyset';
import { insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';
import { inRanges } from './ranges';
import { registerRows } from './register-rows';
import type { RegisterRow } from './register-rows';
import { contactTokensOf, addressTokens } from './search-texts';
import type { SearchKeys } from './search-texts';

/** Cases looked at at a time. */
const AT_ONCE = 1_000;
const DAY_MS = 86_400_000;

/** Who complains, or is complained about, as the case names them: contacts sealed, persons as staff ids. */
export interface Parties {
  contact: { phone?: string; email?: string };
  persons: readonly string[];
  supplier?: string;
}

/** How often before. */
export interface Findings {
  earlierComplaints: number;
  earlierWithin90Days: number;
  /** Not closed yet. */
  earlierOpen: number;
  earlierUnfounded: number;
  respondentComplaints: number;
  respondentWithin90Days: number;
}

/**
 * Which cases somebody has been part of, by keyed token of phone or mail, by staff id and by supplier: kept as cases come
 * and go, a row for each, and found by key, so that looking back reads nothing but theirs. A complainant's part is dropped when they are erased.
 */
export class PastCases {
  readonly #parties: Model<PartyRow>;
  readonly #rows: Model<RegisterRow>;
  readonly #keys: SearchKeys;
  readonly #confidentiality: Confidentiality;

  constructor(connection: Connection, keys: SearchKeys, confidentiality: Confidentiality) {
    this.#parties = modelOf(connection, 'parties', partySchema);
    this.#rows = registerRows(connection);
    this.#keys = keys;
    this.#confidentiality = confidentiality;
  }

  /** Notes the parties that these events name. Can be repeated. */
  async note(events: readonly CaseEvent[], options: { erased: boolean }): Promise<void> {
    for (const event of events) {
      const contacts = options.erased ? [] : await contactTokensOf(event, this.#keys);
      const keys = [...contacts.map(ofContact), ...respondentKeys(event)];
      // Named again later, a party has been part of it since it was named first.
      for (const party of keys) await insertOnce(this.#parties, rowOf(party, { no: event.no, at: event.at }));
    }
  }

  /** Forgets that the holder of one of these contact tokens was part of a case. */
  async drop(no: string, tokens: readonly string[]): Promise<void> {
    await this.#parties.deleteMany({ _id: { $in: tokens.map((token) => idOf(ofContact(token), no)) } });
  }

  /**
   * What was before a case: others than it, recorded before an instant; what was merged into another doesn't count, nor
   * what is confidential under another policy than the case's own.
   */
  async look(
    { no, before, bundleHash }: { no: string; before: string; bundleHash: string },
    { contact, persons, supplier }: Parties,
  ): Promise<Findings> {
    const tokens = await addressTokens(contact, no, this.#keys);
    const looking = { no, before, bundleHash };
    const earlier = await this.#tallyOf(tokens.map(ofContact), looking);
    const respondents = await this.#tallyOf([...persons.map(ofPerson), ...named(supplier).map(ofSupplier)], looking);
    return {
      earlierComplaints: earlier.all,
      earlierWithin90Days: earlier.recent,
      earlierOpen: earlier.open,
      earlierUnfounded: earlier.unfounded,
      respondentComplaints: respondents.all,
      respondentWithin90Days: respondents.recent,
    };
  }

  /** However many they are, all are looked at, some at a time: which of them count stands in the register alone. */
  async #tallyOf(keys: readonly string[], looking: Looking): Promise<Tally> {
    const cases = await this.#casesOf(keys, looking);
    const tally: Tally = { all: 0, recent: 0, open: 0, unfounded: 0 };
    const numbers = [...cases.keys()];
    for (let from = 0; from < numbers.length; from += AT_ONCE) {
      const some = { _id: { $in: numbers.slice(from, from + AT_ONCE) } };
      const fields = { 'entry.status': 1, 'entry.end': 1, bundleHash: 1 };
      const rows = this.#rows.find(some, fields).lean<Pick<RegisterRow, '_id' | 'entry' | 'bundleHash'>[]>();
      for (const row of await rows) {
        const { status, end } = row.entry;
        if (end === DUPLICATE || !(await this.#confidentiality.mayShowIn(row, looking))) continue;
        tally.all++;
        if (Date.parse(looking.before) - Date.parse(cases.get(row._id) ?? '') <= 90 * DAY_MS) tally.recent++;
        if (status !== 'closed') tally.open++;
        if (end === 'unfounded') tally.unfounded++;
      }
    }
    return tally;
  }

  /** By their numbers, the cases of any of these parties before, with the moment at which the first became part of it. */
  async #casesOf(keys: readonly string[], { no, before }: Looking): Promise<Map<string, string>> {
    const cases = new Map<string, string>();
    for (const party of new Set(keys)) {
      const alternatives = [{ party: { $eq: party }, at: { $lte: before } }];
      const wanted = { alternatives, order: BY_TIME, fields: { no: 1, at: 1 } as const };
      for await (const one of inRanges(this.#parties, wanted)) {
        const known = cases.get(one.no);
        if (one.no !== no && (known === undefined || one.at < known)) cases.set(one.no, one.at);
      }
    }
    return cases;
  }
}

interface Looking {
  no: string;
  before: string;
  bundleHash: string;
}

interface Tally {
  all: number;
  recent: number;
  open: number;
  unfounded: number;
}

interface PartyRow {
  /** Party and number. */
  _id: string;
  /** `contact/<keyed token>`, `person/<staff id>` or `supplier/<name>`. */
  party: string;
  no: string;
  at: string;
}

function idOf(party: string, no: string): string {
  return `${party}|${no}`;
}

function rowOf(party: string, one: { no: string; at: string }): PartyRow {
  return { _id: idOf(party, one.no), party, ...one };
}

const ofContact = (token: string): string => `contact/${token}`;
const ofPerson = (id: string): string => `person/${id}`;
const ofSupplier = (name: string): string => `supplier/${name}`;

function respondentKeys({ type, data }: CaseEvent): string[] {
  if (type === 'ComplaintRecorded') {
    const { respondent } = data['intake'] as Intake;
    return [...respondent.persons.map(ofPerson), ...named(respondent.supplier).map(ofSupplier)];
  }
  // Whoever was complained about in what was merged into it is complained about in it.
  if (type === 'ComplaintAbsorbed') return (data['respondents'] as string[]).map(ofPerson);
  if (type !== 'FindingsSubmitted') return [];
  const { persons, supplier } = data as { persons: string[]; supplier?: string };
  return [...persons.map(ofPerson), ...named(supplier).map(ofSupplier)];
}

function named(name: string | undefined): string[] {
  return name === undefined || name === '' ? [] : [name];
}

const BY_TIME: readonly SortKey[] = [
  { field: 'at', direction: 1, kind: 'text' },
  { field: '_id', direction: 1, kind: 'text' },
];
const declared = declare({
  collection: 'parties',
  indexes: [{ keys: { party: 1, at: 1, _id: 1 } }],
  queries: [{ name: 'cases of a party up to an instant', equal: ['party'], range: 'at', sort: { at: 1, _id: 1 } }],
});
const partySchema = rowSchema<PartyRow>({ _id: TEXT, party: TEXT, no: TEXT, at: TEXT }, declared);
