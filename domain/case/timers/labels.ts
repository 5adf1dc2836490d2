import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { TIMER_EVENTS } from './events';

export const TIMER_SENTENCES: SentencesOf<typeof TIMER_EVENTS> = {
  TimerSet: (e) =>
    both(`等待至 ${e.words.time(e.text('at'))}。`, `The case waits until ${e.words.time(e.text('at'))}.`),
  TimerFired: () => both('等待的时间已到。', 'The waiting time is over.'),
};
