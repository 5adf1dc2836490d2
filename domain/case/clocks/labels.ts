import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../text';
import type { CLOCK_EVENTS } from './events';

export const CLOCK_SENTENCES: SentencesOf<typeof CLOCK_EVENTS> = {
  ClockStarted: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const due = e.words.time(e.text('dueAt'));
    return both(
      `时限「${clock.zh}」开始计时，应于 ${due} 前完成。`,
      `The limit "${clock.en}" began; it ends on ${due}.`,
    );
  },
  ClockSet: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const due = e.words.time(e.text('dueAt'));
    return both(`时限「${clock.zh}」改为 ${due}。`, `The limit "${clock.en}" now ends on ${due}.`);
  },
  ClockWarned: (e) => {
    const clock = e.words.clock(e.text('clock'));
    const role = e.words.role(e.text('to'));
    return both(`已就时限「${clock.zh}」提醒${role.zh}。`, `The ${role.en} was told of the limit "${clock.en}".`);
  },
  ClockMissed: (e) => {
    const clock = e.words.clock(e.text('clock'));
    return both(`超过时限「${clock.zh}」。`, `The limit "${clock.en}" was missed.`);
  },
  ClockStopped: (e) => {
    const clock = e.words.clock(e.text('clock'));
    if (e.text('because') === 'merged')
      return both(`并案后时限「${clock.zh}」不再计算。`, `Merged: the limit "${clock.en}" counts no more.`);
    return e.is('inTime')
      ? both(`在时限「${clock.zh}」内完成。`, `The limit "${clock.en}" was kept.`)
      : both(`时限「${clock.zh}」逾期后完成。`, `The limit "${clock.en}" was met late.`);
  },
};
