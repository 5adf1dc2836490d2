import type { Connection, Model } from 'mongoose';
import type { AddressName } from '../domain/channels/channels';
import { insertOnce, modelOf, NUMBER, rowSchema, TEXT, writeAll } from './model-of';

/** One of the other customers concerned. Name and addresses are sealed for the incident. */
export type Contact = {
  name?: string;
  language: 'zh' | 'en';
  /** Keyed hashes by which the same person is known again, in this list or another. */
  tokens: string[];
} & Partial<Record<AddressName, string>>;

/** Rows of a list written by one command. */
const STORED_AT_ONCE = 500;

export type ContactOutcome = 'listed' | 'told' | 'failed' | 'optedOut' | 'repeated';

/**
 * Lists of customers who are to be told of an incident, and what came of it. Every row has a key that can be worked out
 * (incident, list, position), so that a batch goes on in the middle of a list without looking for its place.
 */
export class ContactLists {
  readonly #rows: Model<ContactRow>;
  readonly #marks: Model<MarkRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'contacts', contactSchema);
    this.#marks = modelOf(connection, 'contactMarks', markSchema);
  }

  /**
   * Stores a list, or the part of it that begins at a position, from 1. Can be repeated: what is there stays as it was.
   *
   * @returns how many were not there before
   */
  async store(incident: string, list: string, contacts: readonly Contact[], from = 1): Promise<number> {
    let stored = 0;
    for (let done = 0; done < contacts.length; done += STORED_AT_ONCE) {
      const part = contacts.slice(done, done + STORED_AT_ONCE).map((contact, i): ContactRow => {
        const position = from + done + i;
        return {
          ...{ _id: idOf(incident, list, position), position, outcome: 'listed' },
          contact: JSON.stringify(contact),
        };
      });
      const missing = async (): Promise<ContactRow[]> => {
        const there = await this.#rows.find({ _id: { $in: part.map(({ _id }) => _id) } }, { _id: 1 }).lean();
        const ids = new Set(there.map(({ _id }) => _id));
        return part.filter(({ _id }) => !ids.has(_id));
      };
      stored += (await missing()).length;
      await writeAll(this.#rows, async () => (await missing()).map((document) => ({ insertOne: { document } })));
    }
    return stored;
  }

  /** Contacts after a position, in order. */
  async after(
    incident: string,
    list: string,
    position: number,
    atMost: number,
  ): Promise<{ position: number; contact: Contact; outcome: ContactOutcome }[]> {
    const ids = Array.from({ length: atMost }, (_, i) => idOf(incident, list, position + 1 + i));
    const rows = await this.#rows.find({ _id: { $in: ids } }).lean();
    return rows
      .map((row) => ({
        position: row.position,
        contact: JSON.parse(row.contact) as Contact,
        outcome: row.outcome as ContactOutcome,
      }))
      .sort((a, b) => a.position - b.position);
  }

  async note(incident: string, list: string, position: number, outcome: ContactOutcome): Promise<void> {
    await this.#rows.updateOne({ _id: idOf(incident, list, position) }, { $set: { outcome } });
  }

  /**
   * Takes a person for one place of a list: false if they stand in another place of this incident already. Whoever was
   * taken for this very place before (by a batch that was cut off) is so again.
   */
  async claim(incident: string, tokens: readonly string[], place: string): Promise<boolean> {
    for (const token of tokens) {
      const _id = `${incident}/${token}`;
      if (await insertOnce(this.#marks, { _id, place })) continue;
      const mark = await this.#marks.findById(_id).lean();
      if (mark?.place !== place) return false;
    }
    return true;
  }

  /** They want to hear no more of incidents, of this one or any other. Can be repeated. */
  async optOut(token: string): Promise<void> {
    await insertOnce(this.#marks, { _id: `optedOut/${token}`, place: '' });
  }

  async hasOptedOut(tokens: readonly string[]): Promise<boolean> {
    const ids = tokens.map((token) => `optedOut/${token}`);
    return (await this.#marks.countDocuments({ _id: { $in: ids } })) > 0;
  }

  /**
   * Drops every token of an incident's contacts: nobody is known again by its lists. That somebody wants to hear no more
   * of incidents stays, for it is kept at their own wish and names no incident. Part of erasing; can be repeated.
   */
  async dropTokens(incident: string): Promise<void> {
    // All ids of the incident's own begin with its number and a slash, which is followed by "0".
    const own = { $gte: `${incident}/`, $lt: `${incident}0` };
    const rows = await this.#rows.find({ _id: own }).lean();
    await writeAll(this.#rows, () =>
      Promise.resolve(
        rows.map(({ _id, contact }) => ({
          updateOne: {
            filter: { _id },
            update: { $set: { contact: JSON.stringify({ ...(JSON.parse(contact) as Contact), tokens: [] }) } },
          },
        })),
      ),
    );
    await this.#marks.deleteMany({ _id: own });
  }

  async ensureIndexes(): Promise<void> {
    await Promise.all([this.#rows.ensureIndexes(), this.#marks.ensureIndexes()]);
  }
}

interface ContactRow {
  _id: string;
  position: number;
  contact: string;
  outcome: string;
}
interface MarkRow {
  _id: string;
  place: string;
}

function idOf(incident: string, list: string, position: number): string {
  return `${incident}/${list}/${position}`;
}

const contactSchema = rowSchema<ContactRow>({ _id: TEXT, position: NUMBER, contact: TEXT, outcome: TEXT });
const markSchema = rowSchema<MarkRow>({ _id: TEXT, place: { type: String, default: '' } });
