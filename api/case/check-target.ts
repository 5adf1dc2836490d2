import type { Actor } from '../../domain/envelope';
import { normaliseComplaintNumber } from '../../domain/complaint-number';
import { both } from '../../domain/text';
import type { Deps } from '../deps';
import { invalid } from '../invalid';
import { storeUnavailable } from '../unavailable';
import { otherPlace, seesPlace } from './seen-places';

/**
 * A complaint is merged into one that is recorded; a case itself knows no other and can't tell. What is no number at all
 * is the case's to refuse.
 * @throws Problem Invalid naming the field, also where it would tell who complains of what is confidential; WrongPlace
 *   for one of a place where who merges holds no post; StoreUnavailable
 */
export async function checkMergeTarget(
  { models }: Pick<Deps, 'models'>,
  no: string,
  by: Actor,
  data: unknown,
): Promise<void> {
  const { into } = data as { into?: unknown };
  const number = typeof into === 'string' ? normaliseComplaintNumber(into) : undefined;
  if (number === undefined) return;
  const [target, source] = await Promise.all([number, no].map((one) => models.register.get(one))).catch(
    (error: unknown) => {
      throw storeUnavailable(error);
    },
  );
  if (target === undefined) {
    const message = both(`没有编号为 ${number} 的投诉。`, `There is no complaint ${number}.`);
    throw invalid([{ field: 'data.into', code: 'unknown_complaint', message }]);
  }
  if (!seesPlace(by, target.state.places)) throw otherPlace();
  const joins = source === undefined || (await mayBeJoined(models, source.state.policy, target.state.policy));
  if (!joins) throw invalid([{ field: 'data.into', ...CONFIDENTIAL }]);
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
    'One of the two is confidential: it is joined to no complaint under another policy.',
  ),
};
