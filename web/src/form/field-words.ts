import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import type { Titled } from './context';
import type { Path } from './schema';

const titled = (zh: string, en: string, help?: Bilingual): Titled => ({ title: both(zh, en), help });

/** Titles of fields for which the server has none: those within others, and those of remedies. By name, or action and name. */
const FIELDS: Readonly<Record<string, Titled>> = {
  text: titled('内容', 'Text'),
  title: titled('名称', 'Title'),
  uri: titled('链接', 'Link', both('以 http 或 https 开头。', 'Begins with http or https.')),
  channel: titled('渠道', 'By'),
  answers: titled('客户的答复', 'What the customer answers'),
  action: titled('答复的是', 'Answers'),
  task: titled('待办', 'Task'),
  data: titled('答复内容', 'Answer'),
  confirmed: titled('已确认', 'Confirmed'),
  correction: titled('更正', 'Correction'),
  accepted: titled('接受', 'Accepts'),
  option: titled('方案号', 'Option'),
  round: titled('轮次', 'Round'),
  comment: titled('说明', 'Comment'),
  reached: titled('已联系上', 'Reached'),
  satisfied: titled('客户满意', 'Satisfied'),
  rating: titled('评分（1 至 5）', 'Rating (1 to 5)'),
  newDemand: titled('新诉求', 'New demand'),
  person: titled('人员', 'Person'),
  persons: titled('人员', 'People'),
  reason: titled('理由', 'Reason'),
  at: titled('时间', 'Time'),
  of: titled('承诺的是', 'What is promised'),
  what: titled('内容', 'What'),
  waitsFor: titled('等待谁', 'Waits for'),
  until: titled('最迟等到', 'Until at the latest'),
  clock: titled('时限', 'Time limit'),
  more: titled('延长多久', 'How much more', both('如 P10D 表示十天。', 'P10D is ten days.')),
  into: titled('并入的投诉编号', 'Number of the complaint that takes it'),
  judgeAnew: titled('重新判定', 'To be judged again'),
  amountFen: titled('金额（元）', 'Amount (yuan)'),
  kind: titled('种类', 'Kind'),
  department: titled('部门', 'Department'),
  finding: titled('查实情况', 'What was found'),
  incident: titled('批量事件编号', 'Number of the incident'),
  answer: titled('判定结果', 'Answer'),
  day: titled('日期', 'Day'),
  params: titled('内容', 'Details'),
  owner: titled('负责人', 'Owner'),
  dueAt: titled('期限', 'Due'),
  ofSupplier: titled('由供应商改善', 'Measure for the supplier'),
  role: titled('身份', 'In what role'),
  remedies: titled('补救', 'Remedies'),
  oldNumber: titled('旧件编号', 'Number of the old part'),
  newNumber: titled('新件编号', 'Number of the new part'),
  index: titled('处罚', 'Penalty'),
  percent: titled('比例（%）', 'Per cent'),
  basis: titled('依据', 'On what ground'),
  account: titled('账户', 'Account'),
  product: titled('商品', 'Product'),
  quantity: titled('数量', 'Quantity'),
  valueFen: titled('单价（元）', 'Value of each (yuan)'),
  returnsOld: titled('收回原商品', 'The old one comes back'),
  item: titled('物品', 'Item'),
  address: titled('地址', 'Address'),
  change: titled('变更', 'Change'),
  plan: titled('套餐', 'Plan'),
  costFen: titled('我方成本（元）', 'Cost to us (yuan)'),
  priceFen: titled('原价（元）', 'Price (yuan)'),
  to: titled('退到', 'To'),
  where: titled('地点', 'Where'),
  charge: titled('减免的费用', 'What is waived'),
  name: titled('名称', 'Name'),
  value: titled('内容', 'Value'),
  'reassign.person': titled('改派给', 'To whom'),
  'promise.at': titled('最迟何时答复', 'By when'),
  'promise.what': titled('承诺内容', 'What is promised'),
  'recordCost.what': titled('费用项目', 'What it was for'),
  'receiveMessage.text': titled('客户原话', 'The customer’s words'),
  'reportViolation.kind': titled('违规种类', 'Kind of violation', both('按办法中的名称。', 'As the policy names it.')),
  'reportViolation.person': titled('违规人员', 'Who'),
  'note.text': titled('备注', 'Note', both('只有同事能看到。', 'Only colleagues read it.')),
};

/** What stands in place of constants and enumerations, by field and value. */
const VALUES: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  channel: {
    phone: both('电话', 'Telephone'),
    email: both('邮件', 'Mail'),
    sms: both('短信', 'SMS'),
    web: both('网站', 'Website'),
    visit: both('来访', 'Visit'),
    letter: both('信函', 'Letter'),
    counter: both('服务台', 'Service desk'),
  },
  action: {
    confirmRecord: both('登记的记录', 'The record'),
    answerOffer: both('提出的方案', 'The offer'),
    recordCallback: both('回访', 'The callback'),
    confirmWithdrawal: both('撤回投诉', 'The withdrawal'),
  },
  of: { word: both('答复', 'A word'), result: both('处理结果', 'The result') },
  waitsFor: { customer: both('客户', 'The customer'), thirdParty: both('第三方', 'A third party') },
  outcome: {
    admitted: both('受理', 'Admitted'),
    refused: both('不予受理', 'Not admitted'),
    question: both('按咨询办理', 'Handled as a question'),
    transferred: both('已转办', 'Passed on'),
  },
  nature: {
    valid: both('有效投诉', 'Valid'),
    communicative: both('沟通性投诉', 'A matter of communication'),
    unfounded: both('不成立', 'Unfounded'),
  },
  ground: {
    dereliction: both('失职', 'Dereliction'),
    harm: both('受到伤害', 'Harm'),
    help: both('求助', 'Help'),
    question: both('咨询', 'Question'),
    venting: both('发泄', 'Venting'),
  },
  method: {
    mail: both('邮寄', 'Mail'),
    hand: both('直接送达', 'By hand'),
    electronic: both('电子送达', 'Electronic'),
    entrusted: both('委托送达', 'Entrusted'),
    publication: both('公告', 'Publication'),
  },
  kind: {
    labour: both('人工', 'Labour'),
    parts: both('材料', 'Parts'),
    travel: both('上门', 'Travel'),
    other: both('其他', 'Other'),
  },
  by: {
    phone: both('电话', 'Telephone'),
    sms: both('短信', 'SMS'),
    email: both('邮件', 'Mail'),
    visit: both('上门拜访', 'Visit'),
    media: both('媒体', 'Media'),
    notice: both('公告', 'Notice'),
  },
  basis: {
    loss: both('损失', 'Loss'),
    law: both('法律规定', 'Law'),
    guarantee: both('三包或保修', 'Guarantee'),
    goodwill: both('慰问', 'Goodwill'),
  },
  change: { switch: both('更换', 'Switch'), open: both('开通', 'Open'), end: both('终止', 'End') },
  to: {
    originalPayment: both('原路退回', 'The way it was paid'),
    account: both('指定账户', 'An account'),
    cash: both('现金', 'Cash'),
  },
  where: { atCustomer: both('客户处', 'At the customer’s'), withUs: both('送修', 'With us') },
  prefers: {
    email: both('邮件', 'Mail'),
    sms: both('短信', 'SMS'),
    phone: both('电话', 'Telephone'),
    visit: both('来访', 'Visit'),
  },
};

/** The last part of a path that is a name. */
export function nameOf(path: Path): string {
  return path.findLast((part) => typeof part === 'string') ?? '';
}

/**
 * What a field is called: as the server says, else as is known here of the action's or any field of that name.
 * @returns undefined where nobody has a word for it, which a test forbids
 */
export function titleOf(path: Path, action: string, served: Readonly<Record<string, Titled>>): Titled | undefined {
  const names = path.filter((part) => typeof part === 'string');
  const name = nameOf(path);
  const own = served[names.join('.')] ?? (names.length === 1 ? served[name] : undefined);
  return own ?? FIELDS[`${action}.${names.join('.')}`] ?? FIELDS[name];
}

/** What a value of an enumeration is called. */
export function valueTitle(name: string, value: string): Bilingual | undefined {
  return VALUES[name]?.[value];
}
