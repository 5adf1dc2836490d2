import type { PolicyBundle } from '../domain/policy/bundle';

/** No bundle of this hash was ever published here: a case of another installation, or a lost database. */
export class BundleUnknown extends Error {
  override readonly name = 'BundleUnknown';

  constructor(readonly hash: string) {
    super(`No policy bundle ${hash} is published here`);
  }
}

/**
 * Bundles by hash, each read once and then kept: what a hash names never changes, so that running cases can be answered
 * while the database is down.
 */
export class Bundles {
  readonly #policies: { byHash(hash: string): Promise<PolicyBundle | undefined> };
  readonly #known = new Map<string, Promise<PolicyBundle>>();

  constructor(policies: { byHash(hash: string): Promise<PolicyBundle | undefined> }) {
    this.#policies = policies;
  }

  /** @throws BundleUnknown, or the database's error; neither is remembered */
  get(hash: string): Promise<PolicyBundle> {
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    const reading = this.#read(hash);
    this.#known.set(hash, reading);
    reading.catch(() => this.#known.delete(hash));
    return reading;
  }

  /** Keeps a bundle that is at hand, as after publishing it. */
  put(bundle: PolicyBundle): void {
    this.#known.set(bundle.hash, Promise.resolve(bundle));
  }

  async #read(hash: string): Promise<PolicyBundle> {
    const bundle = await this.#policies.byHash(hash);
    if (bundle === undefined) throw new BundleUnknown(hash);
    return bundle;
  }
}
