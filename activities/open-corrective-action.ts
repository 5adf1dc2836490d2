import { createHash } from 'node:crypto';
import { formatNumber } from '../domain/values/complaint-number';
import { fingerprint } from '../domain/values/fingerprint';
import { localDateOf, parseInstant } from '../domain/time/local-time';
import { SYSTEM_ROLE } from '../domain/linked-cases/system';
import { fieldAt } from '../domain/values/sealed';
import type { Effects } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { Directory } from '../models/directory';
import type { Vault } from '../vault/vault';
import type { Correspondence } from './ports/correspondence';

/**
 * Opens the corrective action of a measure. Its number follows from the effect's key, so that a repeat finds the one
 * there is and sends it the same plan. An owner who is not on the staff is left for the overseer to name.
 *
 * Fails for good with the reason `noRules` or `erased`.
 */
export function createOpenCorrectiveAction(deps: {
  bundles: Pick<Bundles, 'get'>;
  directory: Pick<Directory, 'person'>;
  vault: Pick<Vault, 'sealerForNew' | 'open'>;
  correspondence: Pick<Correspondence, 'planCorrectiveAction'>;
}): Effects['openCorrectiveAction'] {
  const { bundles, directory, vault, correspondence } = deps;
  return async ({ no: kase, key, bundleHash, at, aim, what, owner, dueAt, category, places = [] }) => {
    const { policy, calendar } = await bundles.get(bundleHash);
    const rules = policy.correctiveActions;
    if (rules === undefined) return { status: 'failed', result: { reason: 'noRules' } };
    const words = await vault.open(what, kase);
    if (words === undefined) return { status: 'failed', result: { reason: 'erased' } };
    const date = localDateOf(parseInstant(at), calendar.zone);
    const no = formatNumber('correctiveAction', date, createHash('sha256').update(key).digest());
    const seal = await vault.sealerForNew(no);
    const isStaff = owner !== undefined && directory.person(owner)?.active === true;
    await correspondence.planCorrectiveAction(
      { no, opening: { policy: { id: policy.id, version: policy.version, bundleHash }, rules } },
      {
        key: `plan:${key}`,
        // Sealed anew each time, and the staff may have changed: the same measure means the same.
        fingerprint: fingerprint(['plan', key]),
        by: { id: kase, roles: [SYSTEM_ROLE], departments: [] },
        via: 'api',
        data: {
          ...{ origin: { cases: [kase] }, aim, what: seal(words, fieldAt('plan', ['what'])) },
          ...(category === undefined ? {} : { category }),
          ...(places.length === 0 ? {} : { places: [places] }),
          ...(isStaff ? { owner } : {}),
          ...(dueAt === undefined ? {} : { dueAt }),
        },
      },
    );
    return { status: 'succeeded', result: { correctiveAction: no } };
  };
}
