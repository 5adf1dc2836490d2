import type { FieldLabel } from './action-labels';
import { both } from '../values/text';

/**
 * What forms call the fields of actions on incidents and corrective actions, by action and name; those of other actions
 * of the same name are called as in a case. For the API alone: it may change on any day.
 */
export const PROCEEDING_FIELDS: Readonly<Record<string, Readonly<Record<string, FieldLabel>>>> = {
  link: {
    cases: { title: both('投诉编号', 'Numbers of the complaints') },
    reason: { title: both('理由', 'Reason') },
  },
  unlink: {
    case: { title: both('投诉编号', 'Number of the complaint') },
    reason: { title: both('理由', 'Reason') },
  },
  approve: { comment: { title: both('意见', 'Comment') } },
  reject: { reason: { title: both('退回理由', 'Reason') } },
  listContacts: {
    list: {
      title: both('名单名称', 'Name of the list'),
      help: both('字母、数字、点和连字符。', 'Letters, digits, dots, hyphens.'),
    },
    total: { title: both('人数', 'How many') },
  },
  startContacting: {
    text: {
      title: both('告知内容', 'Notification text'),
      help: both('发给名单上的客户。', 'Customers on the list read it.'),
    },
  },
  stopContacting: { reason: { title: both('理由', 'Reason') } },
  note: { text: { title: both('备注', 'Note'), help: both('只有同事能看到。', 'Only colleagues read it.') } },
  close: { lesson: { title: both('经验教训', 'Lesson') } },
  nameOwner: {
    owner: { title: both('责任人', 'Owner') },
    dueAt: { title: both('期限', 'Due') },
    reason: { title: both('理由', 'Reason') },
  },
  changeDueTime: {
    dueAt: { title: both('新期限', 'New due time') },
    reason: { title: both('理由', 'Reason') },
  },
  reportCompletion: {
    evidence: { title: both('完成情况', 'What was done') },
    documents: {
      title: both('凭据', 'Documents'),
      help: both('名称或编号，每行一项。', 'Names or numbers, one each.'),
    },
  },
  verify: { finding: { title: both('核实情况', 'What was found') } },
  sendBack: { reason: { title: both('退回理由', 'Reason') } },
  assess: {
    effective: { title: both('有效', 'It works') },
    finding: { title: both('评价', 'Assessment') },
  },
  giveUp: { reason: { title: both('理由', 'Reason') } },
};
