import { channel } from '../channels/channels';
import { both } from '../values/text';
import type { Bilingual } from '../values/text';

/** Words for what no policy gives a title to. What is not here stands for itself. */
const IN_PERSON = both('当面', 'in person');

const ENDS: Readonly<Record<string, Bilingual>> = {
  solved: both('已解决', 'solved'),
  unfounded: both('不成立，已说明', 'unfounded, explained to the customer'),
  withdrawn: both('已撤回投诉', 'withdrawn'),
  duplicate: both('重复，已并入另一投诉', 'duplicate, merged into another complaint'),
  demandRefused: both('诉求不予支持', 'demand declined, with reasons'),
  allOptionsRefused: both('客户拒绝全部方案', 'all options refused'),
  customerSilent: both('客户无答复', 'no answer from the customer'),
  customerUnreachable: both('联系不到客户', 'customer could not be reached'),
  notSatisfied: both('客户仍不满意', 'customer still not satisfied'),
  dissatisfied: both('客户仍不满意', 'customer still not satisfied'),
  priceRefused: both('客户不同意价格', 'price refused'),
  signatureRefused: both('客户未签字认可', 'customer refused to sign'),
  settled: both('调解达成协议', 'settled by mediation'),
  mediationFailed: both('调解未成', 'mediation failed'),
  recorded: both('已登记存档', 'recorded'),
  answered: both('已答复', 'answered'),
  transferred: both('已转办', 'referred to another body'),
  answeredAsQuestion: both('按咨询答复', 'answered as an enquiry'),
  notAdmitted: both('不予受理', 'not accepted'),
  notOurs: both('不属受理范围', 'outside our remit'),
  notAboutService: both('不属服务投诉', 'not a service complaint'),
  takenBack: both('寄存物品已领回', 'stored items collected'),
  letterSent: both('函件已签收', 'letter signed for'),
  letterNotSent: both('函件未发出或未签收', 'letter not sent or not signed for'),
  released: both('已发货', 'released'),
  releaseRefused: both('不予发货', 'release refused'),
  referredToMediation: both('转调解', 'referred to mediation'),
  planned: both('已列入计划', 'planned'),
  decidedShared: both('决定：分担责任', 'decided: shared responsibility'),
  decidedForComplainant: both('决定：被投诉者承担责任', 'decided: respondent responsible'),
  badDebtBorne: both('坏账已分担', 'bad debt allocated'),
};

const PAY: Readonly<Record<string, Bilingual>> = {
  performancePay: both('绩效工资', 'performance pay'),
  bonus: both('奖金', 'bonus'),
};

/** The part of the pay that a penalty is a share of. */
export function payWords(part: string): Bilingual {
  return PAY[part] ?? both(part, part);
}

/** A channel within a sentence; `person` is a colleague who says it to another. */
export function channelWords(name: string): Bilingual {
  return channel(name)?.words ?? (name === 'person' ? IN_PERSON : both(name, name));
}

/** How somebody was notified: a visit is ours then, and was the customer's where a complaint came in by it. */
export function sentBy(channel: string): Bilingual {
  return channel === 'visit' ? both('当面', 'personal visit') : channelWords(channel);
}

/** How a case ended, in words. */
export function endWords(end: string): Bilingual {
  return ENDS[end] ?? both(end, end);
}
