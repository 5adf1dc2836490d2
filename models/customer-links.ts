import { createHash, randomBytes } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import type { Vault } from '../vault/vault';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** 128 bits; as written, 22 characters of base64url. */
const TOKEN_BYTES = 16;

/** Whether a text has the form of a token at all. */
export function isToken(text: string): boolean {
  return /^[\w-]{22}$/.test(text);
}

/**
 * The link by which the customer of a case reaches its page: one a case. The token in it is worked out of the case's own
 * key and of what stands in the row (`seed`), and is nowhere kept: the row has its hash. It is gone with the key, so that
 * an erasure ends the link whatever becomes of the row; a renewed one has another seed.
 */
export class CustomerLinks {
  readonly #rows: Model<LinkRow>;

  constructor(
    connection: Connection,
    private readonly vault: Pick<Vault, 'secretOf'>,
  ) {
    this.#rows = modelOf(connection, 'customerlinks', linkSchema);
  }

  /**
   * The token of a case's present link, which is made when it is first asked for.
   * @throws KeyDestroyed, KeyUnknown
   */
  async token(no: string, now: Date): Promise<string> {
    const known = await this.#rows.findById(no).lean();
    if (known !== null) return this.#tokenOf(no, known.seed);
    await insertOnce(this.#rows, await this.#newRow(no, now));
    return this.token(no, now);
  }

  /**
   * Another link in the place of the present one, which leads nowhere from now on.
   * @throws KeyDestroyed, KeyUnknown
   */
  async renew(no: string, now: Date): Promise<string> {
    const { _id, ...row } = await this.#newRow(no, now);
    await this.#rows.replaceOne({ _id }, row, { upsert: true });
    return this.token(no, now);
  }

  /** Since when a case has the link that it has; undefined without one. */
  async madeAt(no: string): Promise<string | undefined> {
    const row = await this.#rows.findById(no, { madeAt: 1 }).lean();
    return row?.madeAt.toISOString();
  }

  /** The case to which a token leads; undefined for one that leads nowhere. */
  async numberOf(token: string): Promise<string | undefined> {
    if (!isToken(token)) return undefined;
    const row = await this.#rows.findOne({ hash: hashOf(token) }, { _id: 1 }).lean();
    return row?._id;
  }

  /** Takes a case's link away; that there is none is as good. */
  async drop(no: string): Promise<void> {
    await this.#rows.deleteOne({ _id: no });
  }

  async #newRow(no: string, now: Date): Promise<LinkRow> {
    const seed = randomBytes(TOKEN_BYTES).toString('base64url');
    return { _id: no, seed, hash: hashOf(await this.#tokenOf(no, seed)), madeAt: now };
  }

  async #tokenOf(no: string, seed: string): Promise<string> {
    const secret = await this.vault.secretOf(no, `link of the customer ${seed}`);
    return secret.subarray(0, TOKEN_BYTES).toString('base64url');
  }
}

/** A token is as good as random, so that nothing slows down who would guess it but its length. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

interface LinkRow {
  /** Complaint number. */
  _id: string;
  seed: string;
  hash: string;
  madeAt: Date;
}

const declared = declare({
  collection: 'customerlinks',
  indexes: [{ keys: { hash: 1 }, unique: true }],
  queries: [{ name: 'by its token', equal: ['hash'] }],
});
const linkSchema = rowSchema<LinkRow>({ _id: TEXT, seed: TEXT, hash: TEXT, madeAt: DATE }, declared);
