import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { CLOCK_EVENTS } from './events';

export const CLOCK_SENTENCES: SentencesOf<typeof CLOCK_EVENTS> = {
  ClockStarted: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const due = e.words.time(e.text('dueAt'));
    return both(
      `时限「${clock.zh}」开始计时，应于 ${due} 前完成。`,
      `Time limit "${clock.en}" started; due on ${due}.`,
    );
  },
  ClockSet: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const due = e.words.time(e.text('dueAt'));
    return both(`时限「${clock.zh}」改为 ${due}。`, `Time limit "${clock.en}" changed to ${due}.`);
  },
  ClockWarned: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const role = e.words.role(e.text('to'));
    return both(
      `已就时限「${clock.zh}」提醒${role.zh}。`,
      `Reminder of the time limit "${clock.en}" sent to ${role.en}.`,
    );
  },
  ClockMissed: (e) => {
    const clock = e.words.clock(e.text('clock'));
    return both(`超过时限「${clock.zh}」。`, `Time limit "${clock.en}" missed.`);
  },
  ClockStopped: (e) => {
    const clock = e.words.clock(e.text('clock'));
    if (e.text('because') === 'merged')
      return both(`并案后时限「${clock.zh}」不再计算。`, `Time limit "${clock.en}" no longer counts after the merge.`);
    return e.is('inTime')
      ? both(`在时限「${clock.zh}」内完成。`, `Time limit "${clock.en}" kept.`)
      : both(`时限「${clock.zh}」逾期后完成。`, `Completed after the time limit "${clock.en}".`);
  },
};
