import type { Forecast } from '../domain/case/forecast';
import { both } from '../domain/values/text';
import type { Bilingual } from '../domain/values/text';
import type { Words } from './words';

/** One sentence for what will happen by itself, in both languages. */
export function forecastSentence(
  { at, what, task, to, action, timer, clock, fact }: Forecast,
  words: Words,
): Bilingual {
  const time = words.time(at);
  const step = words.step(task ?? timer ?? '');
  const role = words.role(to ?? '');
  const limit = words.clock(clock ?? '');
  switch (what) {
    case 'remind':
      return both(`${time} 提醒待办「${step.zh}」。`, `At ${time}, a reminder of the task "${step.en}" is sent.`);
    case 'overdue':
      return both(`${time} 待办「${step.zh}」逾期。`, `At ${time}, the task "${step.en}" becomes overdue.`);
    case 'escalate':
      return both(
        `${time} 待办「${step.zh}」上报${role.zh}。`,
        `At ${time}, the task "${step.en}" is escalated to ${role.en}.`,
      );
    case 'warn':
      return both(
        `${time} 就待办「${step.zh}」预警${role.zh}。`,
        `At ${time}, ${role.en} is warned about the task "${step.en}".`,
      );
    case 'decide': {
      const done = words.action(action ?? '');
      return both(
        `${time} 待办「${step.zh}」按办法默认：${done.zh}。`,
        `At ${time}, the task "${step.en}" is decided by default: ${done.en}.`,
      );
    }
    case 'fact':
      return fact === 'PromiseMissed'
        ? both(`${time} 承诺未兑现。`, `At ${time}, the promise is missed.`)
        : both(`${time} 待办「${step.zh}」视为未办。`, `At ${time}, the task "${step.en}" counts as not done.`);
    case 'clock':
      return to === undefined
        ? both(`${time} 时限「${limit.zh}」届满。`, `At ${time}, the time limit "${limit.en}" ends.`)
        : both(
            `${time} 就时限「${limit.zh}」提醒${role.zh}。`,
            `At ${time}, ${role.en} is reminded of the time limit "${limit.en}".`,
          );
    case 'resume':
      return both(`${time} 暂停结束，恢复计时。`, `At ${time}, the pause ends and the time limits run again.`);
    case 'timer':
      return both(
        `${time} 环节「${step.zh}」的等待结束。`,
        `At ${time}, the waiting time of the step "${step.en}" ends.`,
      );
  }
}
