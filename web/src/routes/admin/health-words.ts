import { both } from '../../words/both';
import type { Bilingual } from '../../words/both';

export const H = {
  well: both('运行正常', 'All is well'),
  failing: both('有工作失败', 'Some work fails'),
  unknown: both('数据库无法读取，只显示本进程。', 'The database cannot be read: this process alone is shown.'),
  cases: both('案件两边一致', 'Cases agree on both sides'),
  casesOdd: both('案件有异常', 'Something is wrong with cases'),
  lastLook: both('最近巡查', 'Last look'),
  openCases: both('未结案件', 'Open cases'),
  register: both('登记簿', 'register'),
  engine: both('流程引擎', 'engine'),
  findings: both('巡查发现的案件', 'Cases that were found'),
  processes: both('进程与后台工作', 'Processes and background work'),
  api: both('接口', 'API'),
  worker: both('工作进程', 'Worker'),
  since: both('启动于', 'Started'),
  silent: both('超过一分钟没有消息', 'Silent for more than a minute'),
  work: both('工作', 'Work'),
  state: both('状态', 'State'),
  last: both('最近成功', 'Last success'),
  ok: both('正常', 'Well'),
  fails: both('失败', 'Fails'),
  inARow: both('连续', 'in a row'),
  archive: both('流程历史归档', 'Archive of histories'),
  waiting: both('等待归档', 'Waiting to be archived'),
  lostAt: both('最早一份将于此时丢失', 'The oldest is lost at'),
  again: both('重试', 'Try again'),
  wayOut: both('处理方法见运维手册。', 'The operations guide says what to do.'),
};

/** What the watchman finds: on which side a case is open, and not on the other. */
export const FOUND: Readonly<
  Record<'endedInEngine' | 'goneFromEngine' | 'missingInRegister' | 'closedInRegister', Bilingual>
> = {
  endedInEngine: both('流程已终止，登记簿中未结', 'Ended in the engine, open in the register'),
  goneFromEngine: both('流程引擎中没有，登记簿中未结', 'Gone from the engine, open in the register'),
  missingInRegister: both('流程在运行，登记簿中没有', 'Runs in the engine, missing in the register'),
  closedInRegister: both('流程在运行，登记簿中已关闭', 'Runs in the engine, closed in the register'),
};

export const WORKS: Readonly<Record<string, Bilingual>> = {
  accessRecord: both('写入访问记录', 'Writing the access record'),
  accountChanges: both('写入账号变更', 'Writing account changes'),
  attachments: both('清理未附上的文件', 'Removing files never attached'),
  archiver: both('归档流程历史', 'Archiving histories'),
  counters: both('看板与报表计数', 'Counting for dashboard and reports'),
  directory: both('读取名录', 'Reading the directory'),
  indexes: both('建立索引', 'Building indexes'),
  policies: both('读取办法', 'Reading policies'),
  processReports: both('报告进程状态', 'Reporting on processes'),
  schedules: both('定时任务', 'Schedules'),
  setAside: both('无法计数而搁置的记录', 'Rows set aside that cannot be counted'),
  findings: both('巡查发现', 'Findings of the watchman'),
  watchman: both('巡查案件', 'Watching over cases'),
};
