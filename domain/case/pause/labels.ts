import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { PAUSE_EVENTS } from './events';

export const PAUSE_SENTENCES: SentencesOf<typeof PAUSE_EVENTS> = {
  CaseResumed: (e) => both(`${e.who.zh}恢复计时。`, `${e.who.en} resumed the time limits.`),
};
