import type { ContextOf } from '../../stage';
import type { archive } from './definition';
import { absorbedNow, DUPLICATE } from '../../case/merging/merging';
import { byHandRules } from '../../policy/by-hand';
import { both } from '../../values/text';
import { tellCustomer } from '../../step/notify-customer';

/**
 * Each customer of complaints that were merged hears of it once: whose complaint ends as a duplicate, where it goes on;
 * and when that is answered, those who are told by nothing else. What another customer is offered is not theirs to know.
 */
export async function tellOfMerge(c: ContextOf<typeof archive>, isReopened: () => boolean): Promise<void> {
  const { policy, state } = c;
  const byHand = { ...byHandRules(policy), who: policy.owner, until: isReopened };
  const { mergedInto, end } = state;
  if (end === DUPLICATE && mergedInto !== undefined) {
    // Somebody else's number is none of theirs: they go on asking by their own.
    const isSame = state.mergedOfSameCustomer === true;
    const template = isSame ? 'merged' : 'mergedWithOthers';
    const title = both('告知客户已并案', 'Tell the customer of the merge');
    await tellCustomer(c, 'merged', template, { ...byHand, title }, isSame ? { into: mergedInto } : {});
    return;
  }
  for (const { no, hears, recordedAt, category, ...whom } of absorbedNow(state)) {
    if (!hears) continue;
    const title = both(`告知并入的 ${no} 的客户`, `Tell the customer of ${no}, which was merged into this`);
    const about = { no, category, ...(recordedAt === undefined ? {} : { recordedAt }) };
    await tellCustomer(c, `outcome-${no}`, 'mergedAnswered', { ...byHand, title }, about, whom);
  }
}
