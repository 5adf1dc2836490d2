import type { CaseEvent } from '../../domain/file/stored-event';
import type { CaseState } from '../../domain/case/state';
import { eventOf } from '../../models/chain';
import type { Deps } from '../deps';
import { storeUnavailable } from '../unavailable';

/**
 * The events by which other complaints were merged into a case: what these say stands nowhere else in it.
 * @throws Problem StoreUnavailable
 */
export async function absorbedIn(
  { models }: Pick<Deps, 'models'>,
  { no, absorbed }: Pick<CaseState, 'no' | 'absorbed'>,
): Promise<CaseEvent[]> {
  if (absorbed.length === 0) return [];
  const found: CaseEvent[] = [];
  try {
    for await (const chained of models.events.all(no)) {
      const event = eventOf(chained);
      if (event.type === 'ComplaintAbsorbed') found.push(event);
    }
  } catch (error) {
    throw storeUnavailable(error);
  }
  return found;
}
