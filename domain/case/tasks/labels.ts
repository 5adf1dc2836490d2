import type { SentencesOf } from '../../labels/sentences-of';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { TASK_EVENTS } from './events';

export const TASK_SENTENCES: SentencesOf<typeof TASK_EVENTS> = {
  TaskOpened: (e) => {
    const role = e.words.role(e.innerText('task', 'role'));
    const step = e.words.step(e.innerText('task', 'id'));
    const due = e.innerText('task', 'dueAt');
    const nobody = nobodyMayAct(e.inner('task')['nobody'] === true);
    const away = e.innerText('task', 'unavailable');
    const meantFor = away === '' ? '' : e.words.person(away);
    const standIns = e.list('substitutes').map((one) => {
      const { id, for: absent } = one as { id: string; for: string };
      return both(
        `${e.words.person(id)}（代${e.words.person(absent)}）`,
        `${e.words.person(id)} for ${e.words.person(absent)}`,
      );
    });
    return both(
      [
        `待办「${step.zh}」交${role.zh}${due === '' ? '' : `，期限 ${e.words.time(due)}`}。`,
        meantFor === '' ? '' : `原应由${meantFor}办理，其目前不能办理。`,
        nobody.zh,
        standIns.length === 0 ? '' : `代理人：${standIns.map(({ zh }) => zh).join('、')}。`,
      ].join(''),
      [
        `Task "${step.en}" assigned to ${role.en}${due === '' ? '' : `, due ${e.words.time(due)}`}.`,
        meantFor === '' ? '' : ` Originally assigned to ${meantFor}, who cannot act at present.`,
        nobody.en,
        standIns.length === 0 ? '' : ` Substitute: ${standIns.map(({ en }) => en).join(', ')}.`,
      ].join(''),
    );
  },
  TaskReminded: (e) =>
    e.is('leftOut')
      ? both(
          `「${e.task.zh}」已过提醒时间，未发送提醒。`,
          `The reminder of "${e.task.en}" was omitted because it came too late.`,
        )
      : both(`提醒待办「${e.task.zh}」即将到期。`, `Reminder: the task "${e.task.en}" is due soon.`),
  TaskMoved: (e) => {
    const due = e.text('dueAt');
    return due === ''
      ? both(`待办「${e.task.zh}」的后续提醒顺延。`, `The further steps for the task "${e.task.en}" are postponed.`)
      : both(
          `待办「${e.task.zh}」的期限顺延至 ${e.words.time(due)}。`,
          `The task "${e.task.en}" is now due ${e.words.time(due)}.`,
        );
  },
  TaskWarned: (e) => {
    const role = e.words.role(e.text('to'));
    return both(`待办「${e.task.zh}」逾期，已预警${role.zh}。`, `Task "${e.task.en}" overdue; ${role.en} warned.`);
  },
  TaskOverdue: (e) =>
    both(
      `待办「${e.task.zh}」逾期${e.is('charge') ? '，计入延误责任' : ''}。`,
      `Task "${e.task.en}" overdue${e.is('charge') ? '; the delay counts against the assignee' : ''}.`,
    ),
  TaskEscalated: (e) => {
    const role = e.words.role(e.text('to'));
    const nobody = nobodyMayAct(e.is('nobody'));
    return both(
      `待办「${e.task.zh}」上报${role.zh}。${nobody.zh}`,
      `Task "${e.task.en}" escalated to ${role.en}.${nobody.en}`,
    );
  },
  TaskReassigned: (e) => {
    const person = e.words.person(e.text('person'));
    return both(
      `${e.who.zh}把待办「${e.task.zh}」改派给${person}。`,
      `${e.who.en} reassigned the task "${e.task.en}" to ${person}.`,
    );
  },
  TaskDone: (e) => {
    const action = e.words.action(e.innerText('answer', 'action'));
    if (e.innerText('answer', 'author') === 'customer')
      return both(
        `客户的答复办结了「${e.task.zh}」：${action.zh}。`,
        `Task "${e.task.en}" completed by the customer’s reply: ${action.en}.`,
      );
    return both(
      `${e.who.zh}办理「${e.task.zh}」：${action.zh}。`,
      `${e.who.en} completed the task "${e.task.en}": ${action.en}.`,
    );
  },
  TaskDecidedByDefault: (e) => {
    const action = e.words.action(e.innerText('answer', 'action'));
    return both(
      `待办「${e.task.zh}」无人办理，按办法默认：${action.zh}。`,
      `Task "${e.task.en}" not done in time; decided by default: ${action.en}.`,
    );
  },
  TaskCancelled: (e) => both(`待办「${e.task.zh}」已撤销。`, `Task "${e.task.en}" cancelled.`),
};

function nobodyMayAct(isSo: boolean): Bilingual {
  return isSo
    ? both(
        '各级均无人可办，已告知办法负责人。',
        ' Nobody up to the highest level is eligible. The policy owner is notified.',
      )
    : both('', '');
}
