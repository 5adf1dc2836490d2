import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';

export const W = {
  title: both('处罚月报', 'Penalties of the month'),
  claims: both('供应商追偿', 'Claims against suppliers'),
  views: both('处罚与追偿', 'Penalties and claims'),
  month: both('月份', 'Month'),
  earlier: both('上一月', 'Month before'),
  later: both('下一月', 'Month after'),
  mine: both('只看本人', 'Only mine'),
  everybody: both('全部人员', 'Everybody'),
  whose: both('谁的', 'Whose'),
  none: both('本月没有处罚。', 'No penalties in this month.'),
  noneOfMine: both('您本月没有处罚。', 'You have no penalties in this month.'),
  closed: both('已结账', 'Closed'),
  preview: both('试算，尚未结账', 'A preview: not closed yet'),
  due: both('应扣', 'Due'),
  deducted: both('实扣', 'Deducted'),
  waived: both('免予', 'Waived'),
  carried: both('结转下月', 'Carried over'),
  ceiling: both('当月上限', 'Most in this month'),
  no: both('投诉', 'Complaint'),
  because: both('事由', 'Ground'),
  share: both('比例', 'Share'),
  amount: both('金额', 'Amount'),
  cites: both('依据', 'Rule'),
  carriedOver: both('上月结转', 'from a month before'),
  waiting: (n: number) => both(`另有 ${n} 项待算：缺工资或依据。`, `${n} more wait: pay or terms are missing.`),
  departments: both('按部门', 'By department'),
  department: both('部门', 'Department'),
  persons: both('人数', 'Persons'),
  penalties: both('项数', 'Penalties'),
  unassigned: both('未落实到人', 'On nobody’s pay'),
  unassignedHelp: both('责任岗位当时无人或不止一人。', 'Nobody held the role alone at the time.'),
  files: both('文件', 'Files'),
  payroll: both('薪酬扣款表', 'For payroll'),
  finance: both('财务明细', 'For finance'),
  close: both('结账', 'Close the month'),
  closeHelp: both(
    '结账后该月不再变动。导入工资的人不能结账。',
    'The month can no longer be changed. The person who imported its pay cannot close it.',
  ),
  confirmClose: both('确认结账', 'Yes, close it'),
  cancel: both('取消', 'Cancel'),
  status: both('状态', 'Status'),
  any: both('不限', 'Any'),
  supplier: both('供应商', 'Supplier'),
  last: both('最近一步', 'Last step'),
  noClaims: both('没有追偿。', 'There are no claims.'),
  more: both('显示更多', 'Show more'),
  export: both('导出表格', 'Export the table'),
  move: both('更新', 'Go on'),
  moveTitle: both('更新追偿', 'Take the claim further'),
  to: both('改为', 'It becomes'),
  settled: both('金额（元）', 'Amount (yuan)'),
  note: both('说明', 'Note'),
  noteNeeded: both('核销须写明理由。', 'Writing off needs its reason.'),
  notAmount: both('请填写金额，例如 399 或 399.50。', 'Enter an amount such as 399 or 399.50.'),
  save: both('保存', 'Save'),
  shut: both('关闭', 'Close'),
};

export const BECAUSE: Readonly<Record<string, Bilingual>> = {
  responsible: both('直接责任', 'Responsible'),
  head: both('领导责任', 'As head'),
  delay: both('逾期', 'Delay'),
  omission: both('未按要求办理', 'Omission'),
};
/** A violation that a policy names itself. */
export const VIOLATION = both('违反规定', 'Violation');

export const PARTS: Readonly<Record<string, Bilingual>> = {
  performancePay: both('绩效工资', 'performance pay'),
  bonus: both('奖金', 'bonus'),
  pay: both('工资', 'pay'),
};
export const PART = both('工资的一部分', 'a part of the pay');

export const CLAIMS: Readonly<Record<string, Bilingual>> = {
  claimed: both('已提出', 'Claimed'),
  agreed: both('已认可', 'Agreed'),
  paid: both('已到账', 'Paid'),
  refused: both('被拒绝', 'Refused'),
  writtenOff: both('已核销', 'Written off'),
};
