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
 * @throws Problem Invalid naming the field; WrongPlace for one of a place where who merges holds no post; StoreUnavailable
 */
export async function checkMergeTarget({ models }: Pick<Deps, 'models'>, by: Actor, data: unknown): Promise<void> {
  const { into } = data as { into?: unknown };
  const number = typeof into === 'string' ? normaliseComplaintNumber(into) : undefined;
  if (number === undefined) return;
  const target = await models.register.entry(number).catch((error: unknown) => {
    throw storeUnavailable(error);
  });
  if (target !== undefined) {
    if (!seesPlace(by, target.places)) throw otherPlace();
    return;
  }
  const message = both(`没有编号为 ${number} 的投诉。`, `There is no complaint ${number}.`);
  throw invalid([{ field: 'data.into', code: 'unknown_complaint', message }]);
}
