import { channel } from '../channels';
import { both } from '../text';
import type { Bilingual } from '../text';

/** Words for what no policy gives a title to. What is not here stands for itself. */
const IN_PERSON = both('当面', 'in person');

const ENDS: Readonly<Record<string, Bilingual>> = {
  solved: both('已解决', 'solved'),
  unfounded: both('不成立，已说明', 'unfounded, with the explanation'),
  withdrawn: both('撤诉', 'withdrawn'),
  duplicate: both('重复，已并入另一投诉', 'a duplicate, merged into another'),
  demandRefused: both('拒绝过分要求', 'demand refused, with reasons'),
  allOptionsRefused: both('客户拒绝全部方案', 'every option refused'),
  customerSilent: both('客户无答复', 'no answer of the customer'),
  customerUnreachable: both('联系不到客户', 'customer not reached'),
  notSatisfied: both('客户仍不满意', 'customer still not satisfied'),
  dissatisfied: both('客户仍不满意', 'customer still not satisfied'),
  priceRefused: both('客户不同意价格', 'price not agreed to'),
  settled: both('和解', 'settled'),
  mediationFailed: both('调解未成', 'mediation without result'),
  recorded: both('已登记存档', 'recorded'),
  answered: both('已答复', 'answered'),
  transferred: both('已移送', 'passed on'),
  answeredAsQuestion: both('按咨询答复', 'answered as a question'),
  notAdmitted: both('不予受理', 'not accepted'),
  notOurs: both('不属受理范围', 'not within our field'),
  notAboutService: both('不属服务投诉', 'not about service'),
  released: both('已发货', 'released'),
  releaseRefused: both('不予发货', 'release refused'),
  referredToMediation: both('转调解', 'referred to mediation'),
  planned: both('已列入计划', 'planned'),
  decidedShared: both('裁定分担责任', 'decided: shared'),
  decidedForComplainant: both('裁定支持投诉人', 'decided for the complainant'),
  badDebtBorne: both('坏账已分担', 'bad debt borne'),
};

/** A channel within a sentence; `person` is a colleague who says it to another. */
export function channelWords(name: string): Bilingual {
  return channel(name)?.words ?? (name === 'person' ? IN_PERSON : both(name, name));
}

/** How a case ended, in words. */
export function endWords(end: string): Bilingual {
  return ENDS[end] ?? both(end, end);
}
