import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';

export const W = {
  title: both('管理', 'Administration'),
  parts: both('管理内容', 'Parts of the administration'),
  staff: both('人员', 'Staff'),
  absences: both('缺勤', 'Absences'),
  places: both('单位', 'Places'),
  changes: both('变更记录', 'Record of changes'),
  health: both('系统状态', 'Health'),
  notFor: both('只有管理员可以使用本页。', 'This page is for administrators alone.'),
  notForNext: both(
    '需要更改账号、单位或缺勤时，请联系管理员。',
    'Ask an administrator to change accounts, places or absences.',
  ),
  find: both('姓名、编号或拼音', 'Name, id or pinyin'),
  filters: both('筛选', 'Filters'),
  any: both('不限', 'Any'),
  role: both('角色', 'Role'),
  roles: both('角色', 'Roles'),
  department: both('部门', 'Department'),
  departments: both('部门', 'Departments'),
  place: both('单位', 'Place'),
  placesHeld: both('任职单位', 'Places of the posts'),
  placesHelp: both('在某单位的任职，对其下级单位同样有效。', 'A post held at a place counts for everything below it.'),
  withLeft: both('包括已离职', 'Include those who have left'),
  none: both('没有符合条件的人员。', 'Nobody fits these filters.'),
  noneYet: both('还没有人员。', 'There is nobody yet.'),
  clear: both('清除筛选', 'Clear the filters'),
  name: both('姓名', 'Name'),
  id: both('账号', 'Account'),
  idHelp: both(
    '小写字母、数字、点、下划线、连字符；一经分配不再更改。',
    'Small letters, digits, dot, underscore, hyphen. It is given once and for good.',
  ),
  mail: both('邮箱', 'Mail'),
  phone: both('电话', 'Telephone'),
  left: both('已离职', 'Has left'),
  active: both('在职', 'Active'),
  away: both('缺勤中', 'Away'),
  state: both('状态', 'State'),
  add: both('新增人员', 'Add somebody'),
  adding: both('新增', 'Add'),
  save: both('保存更改', 'Save the changes'),
  saved: both('已保存。', 'Saved.'),
  unchanged: both('没有更改。', 'Nothing has been changed.'),
  close: both('关闭', 'Close'),
  cancel: both('取消', 'Cancel'),
  confirm: both('确认', 'Confirm'),
  facts: both('岗位与联系方式', 'Post and addresses'),
  account: both('账号操作', 'The account'),
  sessions: both('登录会话', 'Sessions'),
  noSessions: both('现在没有登录。', 'Not signed in anywhere.'),
  since: both('自', 'Since'),
  until: both('有效至', 'Good until'),
  endSession: both('结束此会话', 'End this session'),
  record: both('变更记录', 'Record of changes'),
  noRecord: both('还没有变更。', 'Nothing has been changed yet.'),
  by: both('操作人', 'By'),
  what: both('变更', 'Change'),
  at: both('时间', 'When'),
  whom: both('对象', 'Of'),
  details: both('前后内容', 'Before and after'),
  more: both('显示更多', 'Show more'),
  oneTime: both('一次性密码', 'One-time password'),
  oneTimeHelp: both(
    '只显示这一次，72 小时内有效。请当面或通过电话告知本人，首次登录时须修改。',
    'The password is shown only once and is valid for 72 hours. Give it to the person directly. The person must change it at the first sign-in.',
  ),
  copy: both('复制', 'Copy'),
  copied: both('已复制', 'Copied'),
  affected: both('影响', 'Who is affected'),
  sending: both('确认后执行', 'Confirm to do it'),
};

export const ACTIONS: Readonly<Record<AccountAction, { title: Bilingual; says: Bilingual }>> = {
  retire: {
    title: both('办理离职', 'Retire'),
    says: both(
      '会话立即结束，不能再登录；姓名留在案卷中，账号不再分配给别人。',
      'All sessions end at once, and nobody signs in by this account again. The name stays in the files; the id is given to nobody else.',
    ),
  },
  reinstate: {
    title: both('恢复账号', 'Reinstate'),
    says: both(
      '恢复原来的角色，并得到一次性密码。',
      'The roles held before count again. A one-time password is shown.',
    ),
  },
  resetPassword: {
    title: both('重置密码', 'Reset the password'),
    says: both(
      '现有密码失效，所有会话结束，并得到一次性密码。',
      'The present password no longer works and all sessions end. A one-time password is shown.',
    ),
  },
  unlock: {
    title: both('解锁', 'Unlock'),
    says: both(
      '此前输错的密码不再计数，可以立即登录。',
      'Wrong passwords until now no longer count: signing in works at once.',
    ),
  },
  endSessions: {
    title: both('结束所有会话', 'End all sessions'),
    says: both('此人在各处都须重新登录；已填写的草稿保留。', 'They have to sign in again everywhere. Drafts are kept.'),
  },
};
export type AccountAction = 'retire' | 'reinstate' | 'resetPassword' | 'unlock' | 'endSessions';

/** What the record calls a change. */
export const CHANGES: Readonly<Record<string, Bilingual>> = {
  added: both('新增账号', 'Account added'),
  changed: both('更改账号', 'Account changed'),
  retired: both('办理离职', 'Retired'),
  reinstated: both('恢复账号', 'Reinstated'),
  takenBack: both('撤回更改', 'Change reversed'),
  passwordReset: both('重置密码', 'Password reset'),
  passwordChanged: both('本人修改密码', 'Own password changed'),
  unlocked: both('解锁', 'Unlocked'),
  sessionsEnded: both('结束所有会话', 'All sessions ended'),
  absenceAdded: both('登记缺勤', 'Absence entered'),
  absenceEnded: both('结束缺勤', 'Absence ended'),
  placeAdded: both('新增单位', 'Place added'),
  placeChanged: both('更改单位', 'Place changed'),
  placeRemoved: both('删除单位', 'Place removed'),
};

/** Fields that a change names. */
export const FIELDS: Readonly<Record<string, Bilingual>> = {
  name: W.name,
  mail: W.mail,
  phone: W.phone,
  roles: W.roles,
  departments: W.departments,
  places: W.placesHeld,
  active: W.active,
  absences: W.absences,
  title: both('名称', 'Title'),
  kind: both('类型', 'Kind'),
  within: both('上级', 'Lies within'),
  id: W.id,
  mustChange: both('须修改密码', 'Password must be changed'),
  passwordUntil: both('密码有效至', 'Password good until'),
  unlockedAt: both('解锁时间', 'Unlocked'),
  tokenVersion: W.sessions,
};
