import { both } from '../../words/both';

export const W = {
  title: both('报表', 'Reports'),
  dashboard: both('看板', 'Dashboard'),
  views: both('看板与报表', 'Dashboard and reports'),
  none: both('没有您可以阅读的报表。', 'There is no report for you.'),
  noPeriods: both('还没有已出的报表。', 'None has been written yet.'),
  weekly: both('每周', 'Weekly'),
  monthly: both('每月', 'Monthly'),
  period: both('本期', 'This period'),
  before: both('上期', 'Before'),
  printed: both('打印版', 'As printed'),
  files: both('文件', 'Files'),
  csv: both('表格（CSV）', 'Table (CSV)'),
  xlsx: both('表格（Excel）', 'Spreadsheet (Excel)'),
  row: both('项目', 'Of what'),
  definition: both('口径', 'How it is counted'),
  no: both('编号', 'Number'),
  at: both('时间', 'When'),
  back: both('全部报表', 'All reports'),
  nothingListed: both('本期没有。', 'None in this period.'),
};
