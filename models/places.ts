import type { Connection, Model } from 'mongoose';
import type { Place } from '../domain/values/place';
import type { Bilingual } from '../domain/values/text';
import { modelOf, partSchema, rowSchema, TEXT } from './model-of';

/** The organisation's units. They are few, so everybody keeps them in memory (`Directory`). */
export class Places {
  readonly #rows: Model<PlaceRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'places', placeRowSchema);
  }

  /** All of them, by id. */
  async all(): Promise<Place[]> {
    const rows = await this.#rows.find().sort({ _id: 1 }).lean();
    return rows.map(({ _id: id, title: { zh, en }, kind, within }) => ({
      ...{ id, title: { zh, en }, kind },
      ...(within === undefined ? {} : { within }),
    }));
  }

  /** Enters a place or changes it. Whether `within` is a place that is there, and no circle, is for the caller to see to. */
  async upsert({ id, within, ...rest }: Place): Promise<void> {
    await this.#rows.updateOne(
      { _id: id },
      { $set: { ...rest, ...(within === undefined ? {} : { within }) }, ...(within === undefined ? LOOSE : {}) },
      { upsert: true },
    );
  }

  /** Takes a place away. Whether anything still belongs to it is for the caller to know. */
  async remove(id: string): Promise<void> {
    await this.#rows.deleteOne({ _id: id });
  }
}

const LOOSE = { $unset: { within: 1 } } as const;

interface PlaceRow extends Omit<Place, 'id'> {
  _id: string;
}

const placeRowSchema = rowSchema<PlaceRow>({
  ...{ _id: TEXT, kind: TEXT, within: String },
  title: { type: partSchema<Bilingual>({ zh: TEXT, en: TEXT }), required: true },
});
