import type { Connection, Model } from 'mongoose';
import type { Language } from '../domain/values/text';
import { modelOf, rowSchema, TEXT } from './model-of';

/** How somebody likes to have the console; what is left out is as the browser has it. */
export interface Preferences {
  language?: Language;
  /** Rows close together, or apart. */
  density?: 'compact' | 'comfortable';
  /** Single letters do something; who speaks to their machine turns that off (WCAG 2.1.4). */
  letterKeys?: boolean;
}

/** Preferences by staff id. */
export class PreferencesKept {
  readonly #rows: Model<PreferencesRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'preferences', preferencesSchema);
  }

  async get(staff: string): Promise<Preferences> {
    const row = await this.#rows.findById(staff).lean();
    return {
      ...(row?.language === undefined ? {} : { language: row.language }),
      ...(row?.density === undefined ? {} : { density: row.density }),
      ...(row?.letterKeys === undefined ? {} : { letterKeys: row.letterKeys }),
    };
  }

  /** Puts them in the place of those before. */
  async put(staff: string, preferences: Preferences): Promise<void> {
    await this.#rows.replaceOne({ _id: staff }, preferences, { upsert: true });
  }
}

interface PreferencesRow extends Preferences {
  /** Staff id. */
  _id: string;
}

const preferencesSchema = rowSchema<PreferencesRow>({
  ...{ _id: TEXT, language: String, density: String, letterKeys: Boolean },
});
