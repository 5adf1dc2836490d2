import type { Connection, Model } from 'mongoose';
import type { PolicyBundle } from '../domain/policy/bundle';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** A published version of a policy. */
export interface PublishedVersion {
  id: string;
  version: string;
  hash: string;
  publishedAt: string;
  /** Staff id, or what published it (`server`). */
  publishedBy: string;
}

/** A version is published for good: what says something else needs a version of its own. Answer with 409. */
export class VersionTaken extends Error {
  override readonly name = 'VersionTaken';

  constructor(readonly taken: PublishedVersion) {
    super(
      `Policy ${taken.id} ${taken.version} was published on ${taken.publishedAt.slice(0, 10)} with different content ` +
        `(${taken.hash.slice(0, 12)}…): give the changed policy a new version`,
    );
  }
}

/**
 * Published policies. Bundles are kept by their hash for ever, because cases go by the hash; a version is a name for one
 * of them.
 */
export class Policies {
  readonly #bundles: Model<BundleRow>;
  readonly #versions: Model<VersionRow>;

  constructor(connection: Connection) {
    this.#bundles = modelOf(connection, 'policyBundles', bundleSchema);
    this.#versions = modelOf(connection, 'policyVersions', versionSchema);
  }

  /**
   * Publishes a bundle under its policy's id and version. Publishing the same again changes nothing.
   *
   * @param options.replaceDraft lets the version's name go over to this bundle; cases that run on the earlier one keep it
   * @throws VersionTaken if the version has another content
   */
  async publish(
    bundle: PolicyBundle,
    options: { by: string; replaceDraft?: boolean },
  ): Promise<PublishedVersion & { isNew: boolean }> {
    const { hash, policy } = bundle;
    // The bundle first: a version's name must never lead to nothing.
    await insertOnce(this.#bundles, { _id: hash, text: JSON.stringify(bundle) });
    const row: VersionRow = {
      ...{ _id: `${policy.id}@${policy.version}`, id: policy.id, version: policy.version, hash },
      ...{ publishedAt: new Date(), publishedBy: options.by },
    };
    if (await insertOnce(this.#versions, row)) return { ...versionOf(row), isNew: true };
    if (options.replaceDraft === true) {
      const { matchedCount } = await this.#versions.updateOne({ _id: row._id, hash: { $ne: hash } }, { $set: row });
      if (matchedCount === 1) return { ...versionOf(row), isNew: true };
    }
    const taken = await this.#versions.findById(row._id).lean();
    if (taken === null) throw new Error(`Policy version ${row._id} vanished`);
    if (taken.hash !== hash) throw new VersionTaken(versionOf(taken));
    return { ...versionOf(taken), isNew: false };
  }

  async byHash(hash: string): Promise<PolicyBundle | undefined> {
    const row = await this.#bundles.findById(hash).lean();
    return row === null ? undefined : (JSON.parse(row.text) as PolicyBundle);
  }

  /** Published versions, of one policy or of all, the latest first. */
  async list(id?: string): Promise<PublishedVersion[]> {
    const rows = await this.#versions.find(id === undefined ? {} : { id }).lean();
    return rows.map(versionOf).sort((a, b) => a.id.localeCompare(b.id) || latestFirst(a, b));
  }

  /** The version that new cases start with: the highest one published. */
  async latest(id: string): Promise<PublishedVersion | undefined> {
    return (await this.list(id))[0];
  }

  async version(id: string, version: string): Promise<PublishedVersion | undefined> {
    const row = await this.#versions.findById(`${id}@${version}`).lean();
    return row === null ? undefined : versionOf(row);
  }
}

function latestFirst(a: PublishedVersion, b: PublishedVersion): number {
  return b.version.localeCompare(a.version, 'en', { numeric: true });
}

/** As JSON text: tables and templates have names of their own, which may not suit a database. */
interface BundleRow {
  _id: string;
  text: string;
}

interface VersionRow {
  /** `<id>@<version>`. */
  _id: string;
  id: string;
  version: string;
  hash: string;
  publishedAt: Date;
  publishedBy: string;
}

function versionOf({ id, version, hash, publishedAt, publishedBy }: VersionRow): PublishedVersion {
  return { id, version, hash, publishedAt: publishedAt.toISOString(), publishedBy };
}

const bundleSchema = rowSchema<BundleRow>({ _id: TEXT, text: TEXT });
const declared = declare({
  collection: 'policyVersions',
  indexes: [{ keys: { id: 1 } }],
  queries: [{ name: 'versions of a policy', equal: ['id'] }],
});
const versionSchema = rowSchema<VersionRow>(
  {
    ...{ _id: TEXT, id: TEXT, version: TEXT, hash: TEXT, publishedAt: DATE, publishedBy: TEXT },
  },
  declared,
);
