import type { Connection, Model } from 'mongoose';
import { insertOnce, modelOf, rowSchema, TEXT } from './model-of';

/** Of which absences whoever stands in has been told, so that they hear once of each. */
export class StandInsTold {
  readonly #rows: Model<Row>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'standInsTold', schema);
  }

  async has(key: string): Promise<boolean> {
    return (await this.#rows.exists({ _id: key })) !== null;
  }

  async add(key: string): Promise<void> {
    await insertOnce(this.#rows, { _id: key });
  }
}

interface Row {
  /** Who is away, since when, and who stands in. */
  _id: string;
}
const schema = rowSchema<Row>({ _id: TEXT });
