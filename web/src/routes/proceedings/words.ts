import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';

export const W = {
  incident: both('批量事件', 'Incident'),
  correctiveAction: both('纠正预防措施', 'Corrective action'),
  audit: both('审计', 'Audit'),
  now: both('现在', 'Now'),
  nothing: both('现在没有要您办的事。', 'Nothing here waits for you now.'),
  can: both('可办理的操作', 'What can be done'),
  refused: both('您现在不能办理', 'Not for you now'),
  done: both('已办理。', 'Done.'),
  waits: both('待办', 'What waits'),
  opened: both('设立', 'Opened'),
  closedAt: both('结束', 'Closed'),
  policy: both('办法', 'Policy'),
  progress: both('进展', 'Progress'),
  members: both('投诉', 'Complaints'),
  told: both('已告知', 'Told'),
  findings: both('统一调查结果', 'Findings for all'),
  noFindings: both('还没有调查结果。', 'No findings yet.'),
  loss: both('损失', 'Loss'),
  answer: both('统一答复', 'Answer for all'),
  noAnswer: both('还没有统一答复。', 'No answer yet.'),
  option: both('方案', 'Option'),
  costEach: both('每件成本', 'Cost of each'),
  approved: both('已批准', 'Approved'),
  notApproved: both('待批准', 'Waits for approval'),
  contacts: both('其他客户', 'Other customers'),
  contacted: (upTo: number, total: number) =>
    both(`名单 ${total} 人，已联系至第 ${upTo} 人`, `${upTo} of ${total} on the list`),
  reached: both('已告知', 'told'),
  failed: both('未达', 'not reached'),
  optedOut: both('不愿接收', 'opted out'),
  repeated: both('重复', 'repeated'),
  story: both('经过', 'Story'),
  origin: both('来源', 'Comes from'),
  what: both('措施', 'What is to be done'),
  aim: both('目的', 'Aim'),
  owner: both('责任人', 'Owner'),
  noOwner: both('尚未指定', 'nobody yet'),
  phase: both('阶段', 'Phase'),
  due: both('期限', 'Due'),
  watch: both('观察至', 'Watched until'),
  category: both('类别', 'Category'),
  rounds: both('各轮情况', 'Rounds'),
  round: (n: number) => both(`第 ${n} 轮`, `Round ${n}`),
  completed: both('完成情况', 'Reported done'),
  sentBack: both('退回次数', 'Sent back'),
  verified: both('已核实', 'Verified'),
  effect: both('投诉件数：之前、之后', 'Complaints before and after'),
  assessed: both('评价', 'Assessment'),
  effective: both('有效', 'It works'),
  notEffective: both('无效', 'It does not work'),
  givenUp: both('已放弃', 'Given up'),
};

export const STATUS: Readonly<Record<string, Bilingual>> = {
  new: both('设立中', 'Being opened'),
  open: both('进行中', 'Open'),
  closing: both('正在结束', 'Closing'),
  closed: both('已结束', 'Closed'),
};

export const MEMBER: Readonly<Record<string, Bilingual>> = {
  member: both('在内', 'Member'),
  left: both('已移出', 'Left'),
  refused: both('未加入', 'Not taken'),
  closed: both('已关闭', 'Closed'),
};

export const TOLD: Readonly<Record<string, Bilingual>> = {
  join: both('加入', 'joined'),
  findings: both('调查结果', 'findings'),
  answer: both('答复', 'answer'),
  leave: both('移出', 'left'),
};

export const PHASES: Readonly<Record<string, Bilingual>> = {
  plan: both('计划', 'Plan'),
  carryOut: both('实施', 'Carry out'),
  verify: both('核实', 'Verify'),
  watch: both('观察', 'Watch'),
  count: both('统计', 'Count'),
  assess: both('评价', 'Assess'),
};

export const AIMS: Readonly<Record<string, Bilingual>> = {
  corrective: both('纠正', 'Corrective'),
  preventive: both('预防', 'Preventive'),
};
