import { both } from '../words/both';

export const W = {
  from: both('开始', 'From'),
  to: both('结束', 'Until'),
  toHelp: both('这一时刻已回来。', 'Back from this moment on.'),
  substitute: both('代理人', 'Substitute'),
  nobody: both('无人代理', 'Nobody'),
  nobodyHelp: both(
    '无人代理时，岗位的待办由同岗位的其他人办理；指定给本人的会一直等待。',
    'Without a substitute, others in the role do its tasks. What is given to this person by name waits.',
  ),
  wrongOrder: both('结束须晚于开始。', 'The end must come after the beginning.'),
  needed: both('必填。', 'Needed.'),
  enter: both('登记缺勤', 'Enter the absence'),
  add: both('登记缺勤…', 'Enter an absence …'),
  person: both('人员', 'Person'),
  entered: both('登记于', 'Entered'),
  end: both('取消或结束', 'End it'),
  endTitle: both('结束缺勤', 'End an absence'),
  endNow: both('确认结束', 'End the absence'),
  endFuture: both('尚未开始，将被取消。', 'This absence has not started. It will be removed.'),
  endRunning: both(
    '正在进行，将到此刻为止；代理随即结束。',
    'This absence is under way. It ends now, and so does the substitution.',
  ),
  over: both('已结束', 'Over'),
  running: both('进行中', 'Under way'),
  coming: both('未开始', 'To come'),
  none: both('这个月没有人缺勤。', 'Nobody is away this month.'),
  noneOwn: both('没有登记缺勤。', 'No absence is entered.'),
  calendar: both('缺勤日历', 'Calendar of absences'),
  list: both('本月缺勤', 'Absences of this month'),
  before: both('上个月', 'Month before'),
  after: both('下个月', 'Month after'),
  state: both('状态', 'State'),
};

export const WEEKDAYS = [
  both('一', 'Mon'),
  both('二', 'Tue'),
  both('三', 'Wed'),
  both('四', 'Thu'),
  both('五', 'Fri'),
  both('六', 'Sat'),
  both('日', 'Sun'),
];
