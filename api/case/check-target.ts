import type { Actor } from '../../domain/file/envelope';
import { normaliseComplaintNumber } from '../../domain/values/complaint-number';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import type { DataSchema } from '../../domain/actions/data-kinds';
import { namedIn } from '../../domain/actions/named-in';
import { refuseAsTarget } from '../../domain/case/merging/merging';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';
import { refused } from '../problem';
import { otherPlace, seesPlace } from './seen-places';

/**
 * The complaints that data name may be joined to this one; that they are there is looked at where data are sealed.
 * @throws Problem Merged, Closed or AlreadySo for one that takes no other any more, saying where to go; Invalid naming each field that would tell who complains of what is confidential; WrongPlace
 *   for one of a place where who joins them holds no post; StoreUnavailable
 */
export async function checkJoined(
  { models }: Pick<Deps, 'models'>,
  { no, by, schema, data }: { no: string; by: Actor; schema: DataSchema; data: unknown },
): Promise<void> {
  const named = namedIn(schema, data, ['complaint']);
  if (named.length === 0) return;
  const [source, ...targets] = await Promise.all(
    [no, ...named.map(({ id }) => normaliseComplaintNumber(id) ?? id)].map((one) => models.register.get(one)),
  );
  const errors: FieldError[] = [];
  for (const [i, { path }] of named.entries()) {
    const target = targets[i];
    if (source === undefined || target === undefined) continue;
    if (!seesPlace(by, target.state.places)) throw otherPlace();
    // A repeat of what was done then is answered by the case, whatever has become of the other one since.
    const standsAgainst = source.state.mergedInto === target.no ? undefined : refuseAsTarget(target.state);
    if (standsAgainst !== undefined) throw refused(standsAgainst);
    if (!(await mayBeJoined(models, source.state.policy, target.state.policy)))
      errors.push({ field: `data.${path}`, ...CONFIDENTIAL });
  }
  if (errors.length > 0) throw invalid(errors);
}

/** Both are of one policy, or neither keeps who complains from others: whoever reads the one knows it of the other. */
export async function mayBeJoined(
  { confidentiality }: Pick<Deps['models'], 'confidentiality'>,
  one: { bundleHash: string },
  other: { bundleHash: string },
): Promise<boolean> {
  return (await confidentiality.mayShowIn(one, other)) && (await confidentiality.mayShowIn(other, one));
}

/** Why two cases must not name each other. */
export const CONFIDENTIAL = {
  code: 'confidential',
  message: both(
    '其中一件须为投诉人保密，不得与其他办法的投诉关联。',
    'One of the two complaints is confidential and cannot be linked to a complaint under another policy.',
  ),
};
