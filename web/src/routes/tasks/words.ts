import { both } from '../../words/both';

export const W = {
  title: both('待办', 'Tasks'),
  mine: both('我的待办', 'My tasks'),
  all: both('全部待办', 'Tasks of all'),
  whose: both('谁的待办', 'Whose tasks'),
  empty: both('没有待办。', 'Nothing waits for you.'),
  emptyNext: both('有新的待办会自动出现在这里。', 'New tasks appear here automatically.'),
  choose: both('选择一项待办，在这里办理。', 'Choose a task to do it here.'),
  brief: both('案件', 'Case'),
  moreRows: both('显示更多', 'Show more'),
  overdue: both('已逾期', 'Overdue'),
  today: both('今天到期', 'Due today'),
  later: both('以后到期', 'Later'),
  none: both('无时限', 'Without a limit'),
  major: both('重大', 'Major'),
  select: both('选择', 'Select'),
  whole: both('打开案件', 'Open the case'),
};
