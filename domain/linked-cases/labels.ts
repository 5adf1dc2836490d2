import { ANSWER_SENTENCES } from '../case/answers/labels';
import { RECORD_SENTENCES } from '../case/record/labels';
import type { SentencesOf } from '../labels/sentences-of';
import { both } from '../values/text';
import type { PROCEEDING_EVENTS } from './events';

export const PROCEEDING_SENTENCES: SentencesOf<typeof PROCEEDING_EVENTS> = {
  DueSet: (e) =>
    both(
      `期限「${e.innerText('title', 'zh')}」：${e.words.time(e.text('dueAt'))}。`,
      `"${e.innerText('title', 'en')}" is due by ${e.words.time(e.text('dueAt'))}.`,
    ),
  DueMet: () => both('期限内的事项已办。', 'The due item was completed.'),
  DueReminded: (e) =>
    e.is('leftOut')
      ? both('已过提醒时间，未发送提醒。', 'The reminder was omitted because it came too late.')
      : both('系统发出提醒。', 'The system sent a reminder.'),
  DueMoved: (e) => {
    const due = e.text('dueAt');
    return due === ''
      ? both('通知晚于应发之时，后续步骤顺延。', 'The notification came late. The further steps are postponed.')
      : both(
          `通知晚于应发之时，期限顺延至 ${e.words.time(due)}。`,
          `The notification came late. New due time: ${e.words.time(due)}.`,
        );
  },
  DueWarned: (e) =>
    both(`系统预警${e.words.role(e.text('to')).zh}。`, `The system warned ${e.words.role(e.text('to')).en}.`),
  DueOverdue: () => both('逾期未办。', 'Overdue.'),
  DueEscalated: (e) =>
    both(`逾期升级至${e.words.role(e.text('to')).zh}。`, `Overdue; escalated to ${e.words.role(e.text('to')).en}.`),
  ActionRefused: RECORD_SENTENCES.ActionRefused,
  CaseRevived: RECORD_SENTENCES.CaseRevived,
  QuestionFailed: ANSWER_SENTENCES.QuestionFailed,
};
