import { createHash } from 'node:crypto';
import { formatNumber } from '../domain/values/complaint-number';
import { parseDuration } from '../domain/time/duration';
import { fingerprint } from '../domain/values/fingerprint';
import { localDateOf } from '../domain/time/local-time';
import type { LikeValues } from '../domain/linked-cases/incident/likeness';
import { SYSTEM_ROLE } from '../domain/linked-cases/system';
import { isSealed } from '../domain/values/sealed';
import type { Effects } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { LikenessCounts } from '../models/likeness';
import type { TokenIndex } from '../vault/search-tokens';
import type { Vault } from '../vault/vault';
import type { Correspondence } from './ports/correspondence';

export interface CountAlikeDeps {
  bundles: Pick<Bundles, 'get'>;
  likeness: Pick<LikenessCounts, 'count' | 'end'>;
  correspondence: Pick<Correspondence, 'actOnIncident'>;
  vault: Pick<Vault, 'sealerForNew' | 'open'>;
  tokenIndex: Pick<TokenIndex, 'value'>;
  now?: () => number;
}

/**
 * Counts a case among its like by the policy it was started with, and opens or joins their incident once they are
 * enough. What people wrote (a product) is compared by its keyed token, and sealed anew for the incident. The incident's number is chosen when the row is written; whatever breaks off after that is made good by a
 * repeat, which finds the same number and sends the same message.
 */
export function createCountAlike(deps: CountAlikeDeps): Effects['countAlike'] {
  const { bundles, likeness, correspondence, vault, tokenIndex, now = Date.now } = deps;
  return async ({ no, key, bundleHash, rule: id, values, places }) => {
    const { policy, calendar } = await bundles.get(bundleHash);
    const rule = policy.incidents?.rules.find((one) => one.id === id);
    if (policy.incidents === undefined || rule === undefined) return { status: 'failed', result: { reason: 'noRule' } };
    const words = await openedOf(no, values);
    // The person was erased: nobody counts them any more.
    if (words === undefined) return { status: 'succeeded', result: { count: 0 } };
    const tokens = mapped(words, (word) => tokenIndex.value(word));
    for (;;) {
      const at = now();
      const { cases, incident, paths } = await likeness.count(
        { policy: policy.id, rule: id, values: { ...values, ...tokens } },
        { no, at, ...(places === undefined ? {} : { places }) },
        { atLeast: rule.atLeast, windowMs: windowOf(rule.within) },
        newNumber(`${key}/${at}`, localDateOf(at, calendar.zone)),
      );
      if (incident === undefined) return { status: 'succeeded', result: { count: cases.length } };
      const seal = await vault.sealerForNew(incident);
      const opening = {
        policy: { id: policy.id, version: policy.version, bundleHash },
        rules: policy.incidents,
        alike: { rule: id, values: { ...values, ...mapped(words, (word) => seal(word, 'alike')) } },
      };
      const isOpen = await correspondence.actOnIncident({ no: incident, opening }, 'linkAlike', {
        key: `alike:${no}`,
        // Others may have come before a repeat, which means the same.
        fingerprint: fingerprint(['linkAlike', id, no]),
        by: { id: incident, roles: [SYSTEM_ROLE], departments: [] },
        via: 'api',
        ...(paths === undefined ? {} : { paths }),
        data: { cases, rule: id },
      });
      if (isOpen) return { status: 'succeeded', result: { count: cases.length, incident } };
      // It was closed in this moment: from here on they are counted anew.
      await likeness.end(incident);
    }
  };

  /** What people wrote of these values, opened; undefined where a key was destroyed. */
  async function openedOf(no: string, values: LikeValues): Promise<Record<string, string> | undefined> {
    const sealed = Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' && isSealed(value) ? [[name, value] as const] : [],
    );
    const opened = await Promise.all(sealed.map(async ([name, value]) => [name, await vault.open(value, no)] as const));
    return opened.some(([, word]) => word === undefined)
      ? undefined
      : (Object.fromEntries(opened) as Record<string, string>);
  }
}

function mapped(words: Readonly<Record<string, string>>, change: (word: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, change(word)]));
}

function newNumber(seed: string, date: string): string {
  return formatNumber('incident', date, createHash('sha256').update(seed).digest());
}

function windowOf(duration: string): number {
  const { days, hours, minutes } = parseDuration(duration);
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}
