import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { Deps } from '../deps';
import { Words } from '../words';

/** Where the bundle can't be read, times are those of the place this was written for. */
const USUAL_ZONE = 'Asia/Shanghai';

/** The words for a case under this policy: its own titles, the names of staff, the remedies of this installation. */
export async function wordsFor(
  { models, remedies }: Pick<Deps, 'models' | 'remedies'>,
  policy: CompiledPolicy | undefined,
): Promise<Words> {
  const bundle = policy === undefined ? undefined : await models.bundles.get(policy.bundleHash).catch(() => undefined);
  return new Words({
    policy,
    zone: bundle?.calendar.zone ?? USUAL_ZONE,
    nameOf: (id) => models.directory.person(id)?.name,
    placeTitle: (id) => models.directory.places().get(id)?.title,
    remedyTitle: (kind) => remedies.get(kind)?.title,
  });
}
