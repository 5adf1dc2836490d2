import type { PolicyBundle } from '../domain/policy/bundle';
import { BundleUnknown } from './bundles';
import type { Bundles } from './bundles';
import type { Policies } from './policies';

/** A case as far as it matters here: by the policy that it was begun with. */
interface Begun {
  bundleHash: string;
}

/**
 * Policies that keep who complains from most of the staff. Whatever finds cases by who complains, or tells that two have
 * to do with each other, asks here first: a guessed phone number must confirm nobody.
 */
export class Confidentiality {
  readonly #policies: Pick<Policies, 'list'>;
  readonly #bundles: Pick<Bundles, 'get'>;

  constructor(policies: Pick<Policies, 'list'>, bundles: Pick<Bundles, 'get'>) {
    this.#policies = policies;
    this.#bundles = bundles;
  }

  /**
   * Whether what is known of one case may show in another: of a confidential one only in those of the same policy. A
   * policy that nobody has published here may be such a one.
   */
  async mayShowIn(shown: Begun, other: Partial<Begun>): Promise<boolean> {
    const policy = await this.#policyOf(shown.bundleHash);
    if (policy !== undefined && policy.confidential === undefined) return true;
    const own = other.bundleHash === undefined ? undefined : await this.#policyOf(other.bundleHash);
    return policy !== undefined && policy.id === own?.id;
  }

  /** Whether any version of a policy keeps who complains from some; of a policy that nobody published, it may. */
  async isConfidential(policyId: string): Promise<boolean> {
    const versions = await this.#policies.list(policyId);
    const bundles = await Promise.all(versions.map(({ hash }) => this.#bundles.get(hash)));
    return bundles.length === 0 || bundles.some(({ policy }) => policy.confidential !== undefined);
  }

  /**
   * Policies of which any version keeps who complains from whoever holds no more than these roles. Cases run by the
   * version that they were begun with.
   */
  async closedTo(roles: readonly string[]): Promise<string[]> {
    const versions = await this.#policies.list();
    const bundles = await Promise.all(versions.map(({ hash }) => this.#bundles.get(hash)));
    const closed = bundles.filter(
      ({ policy: { confidential } }) =>
        confidential !== undefined && !confidential.complainant.some((role) => roles.includes(role)),
    );
    return [...new Set(closed.map(({ policy }) => policy.id))];
  }

  async #policyOf(hash: string): Promise<PolicyBundle['policy'] | undefined> {
    try {
      return (await this.#bundles.get(hash)).policy;
    } catch (error) {
      if (error instanceof BundleUnknown) return undefined;
      throw error;
    }
  }
}
