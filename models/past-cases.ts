import type { Connection, Model } from 'mongoose';
import type { CaseEvent } from '../domain/events';
import type { Intake } from '../domain/intake';
import type { Confidentiality } from './confidentiality';
import { isDuplicate, modelOf, partSchema, rowSchema, TEXT } from './model-of';
import { registerRows } from './register-rows';
import type { RegisterRow } from './register-rows';
import { contactTokensOf, addressTokens } from './search-texts';
import type { SearchKeys } from './search-texts';

/** Cases remembered of one party; more say nothing more. */
const MOST_CASES = 500;
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
 * and go and found by key, so that looking back scans nothing. A complainant's part is dropped when they are erased.
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
      for (const key of keys) await this.#add(key, { no: event.no, at: event.at });
    }
  }

  /** Forgets that the holder of one of these contact tokens was part of a case. */
  async drop(no: string, tokens: readonly string[]): Promise<void> {
    const ids = { $in: tokens.map(ofContact) };
    await this.#parties.updateMany({ _id: ids }, { $pull: { cases: { no } } });
    // What is left without a case would keep the token of somebody who is known here no more.
    await this.#parties.deleteMany({ _id: ids, cases: { $size: 0 } });
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
    const earlier = await this.#casesOf(tokens.map(ofContact), looking);
    const respondents = await this.#casesOf([...persons.map(ofPerson), ...named(supplier).map(ofSupplier)], looking);
    const recent = ({ at }: PastCase): boolean => Date.parse(before) - Date.parse(at) <= 90 * DAY_MS;
    return {
      earlierComplaints: earlier.length,
      earlierWithin90Days: earlier.filter(recent).length,
      earlierOpen: earlier.filter(({ status }) => status !== 'closed').length,
      earlierUnfounded: earlier.filter(({ end }) => end === 'unfounded').length,
      respondentComplaints: respondents.length,
      respondentWithin90Days: respondents.filter(recent).length,
    };
  }

  /** Cases in which somebody was complained about or found to have done it; at most those that are remembered. */
  async about(person: string): Promise<string[]> {
    return (await this.#parties.findById(ofPerson(person)).lean())?.cases.map(({ no }) => no) ?? [];
  }

  async #casesOf(
    keys: readonly string[],
    { no, before, bundleHash }: { no: string; before: string; bundleHash: string },
  ): Promise<PastCase[]> {
    const parties = await this.#parties.find({ _id: { $in: [...keys] } }).lean();
    const cases = parties.flatMap((party) => party.cases).filter((one) => one.no !== no && one.at <= before);
    const dates = new Map(cases.map((one) => [one.no, one.at]));
    const rows = await this.#rows.find({ _id: { $in: [...dates.keys()] } }, { entry: 1, bundleHash: 1 }).lean();
    const shown = await Promise.all(rows.map((row) => this.#confidentiality.mayShowIn(row, { bundleHash })));
    return rows
      .filter((_, i) => shown[i])
      .map(({ _id, entry }) => ({ at: dates.get(_id) ?? '', status: entry.status, end: entry.end }))
      .filter(({ end }) => end !== 'duplicate');
  }

  async #add(key: string, one: { no: string; at: string }): Promise<void> {
    const cases = (await this.#parties.findById(key).lean())?.cases ?? [];
    if (cases.length >= MOST_CASES || cases.some(({ no }) => no === one.no)) return;
    try {
      await this.#parties.updateOne({ _id: key }, { $addToSet: { cases: one } }, { upsert: true });
    } catch (error) {
      // Somebody else has just made the row.
      if (!isDuplicate(error)) throw error;
      await this.#parties.updateOne({ _id: key }, { $addToSet: { cases: one } });
    }
  }
}

interface PastCase {
  at: string;
  status: string;
  end: string | undefined;
}

interface PartyRow {
  /** `contact/<keyed token>`, `person/<staff id>` or `supplier/<name>`. */
  _id: string;
  cases: { no: string; at: string }[];
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

const partySchema = rowSchema<PartyRow>({
  _id: TEXT,
  cases: { type: [partSchema<PartyRow['cases'][number]>({ no: TEXT, at: TEXT })], default: [] },
});
