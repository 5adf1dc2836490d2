import type { Connection, Model } from 'mongoose';
import { modelOf, rowSchema, TEXT, TEXTS } from './model-of';

/** A list as somebody wants to find it again: which one, and its filters as its address has them. */
export interface SavedView {
  id: string;
  /** Staff id of whoever saved it. */
  owner: string;
  title: string;
  /** The console's page, without a slash: `tasks`. */
  page: string;
  query: string;
  /** Roles whose holders see it, too; none: its owner's alone. */
  roles: string[];
}

/** Saved views by id. */
export class SavedViews {
  readonly #rows: Model<ViewRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'savedViews', viewsSchema);
  }

  /** Puts a view of its owner in the place of the one before. Answers false if the id is somebody else's. */
  async put({ id, ...view }: SavedView): Promise<boolean> {
    const known = await this.get(id);
    if (known !== undefined && known.owner !== view.owner) return false;
    await this.#rows.replaceOne({ _id: id, owner: view.owner }, view, { upsert: true });
    return true;
  }

  async get(id: string): Promise<SavedView | undefined> {
    const row = await this.#rows.findById(id).lean();
    return row === null ? undefined : viewOf(row);
  }

  /** Somebody's own, and those that are shared with one of these roles, by title. */
  async for(staff: string, roles: readonly string[]): Promise<SavedView[]> {
    const rows = await this.#rows.find({ $or: [{ owner: staff }, { roles: { $in: [...roles] } }] }).lean();
    return rows.map(viewOf).sort((a, b) => a.title.localeCompare(b.title, 'zh') || (a.id < b.id ? -1 : 1));
  }

  async countOf(owner: string): Promise<number> {
    return this.#rows.countDocuments({ owner });
  }

  /** Answers false if it is not there, or somebody else's. */
  async drop(id: string, owner: string): Promise<boolean> {
    const { deletedCount } = await this.#rows.deleteOne({ _id: id, owner });
    return deletedCount === 1;
  }
}

interface ViewRow extends Omit<SavedView, 'id'> {
  _id: string;
}

function viewOf({ _id: id, owner, title, page, query, roles }: ViewRow): SavedView {
  return { id, owner, title, page, query, roles };
}

const viewsSchema = rowSchema<ViewRow>({
  ...{ _id: TEXT, owner: TEXT, title: TEXT, page: TEXT, query: { type: String, default: '' }, roles: TEXTS },
});
