import type { SentencesOf } from '../labels/sentences-of';
import { ANSWER_SENTENCES } from './answers/labels';
import { CLOCK_SENTENCES } from './clocks/labels';
import { EFFECT_SENTENCES } from './effects/labels';
import type { CASE_EVENTS } from './events';
import { LINE_SENTENCES } from './lines/labels';
import { MERGE_SENTENCES } from './merging/labels';
import { INBOUND_SENTENCES } from './messages/labels';
import { PAUSE_SENTENCES } from './pause/labels';
import { RECORD_SENTENCES } from './record/labels';
import { TASK_SENTENCES } from './tasks/labels';
import { TIMER_SENTENCES } from './timers/labels';

/** What people read of what happens to a case whatever its procedure. For the API and documents: workflows never load it. */
export const CASE_SENTENCES: SentencesOf<typeof CASE_EVENTS> = {
  ...RECORD_SENTENCES,
  ...LINE_SENTENCES,
  ...ANSWER_SENTENCES,
  ...TASK_SENTENCES,
  ...TIMER_SENTENCES,
  ...EFFECT_SENTENCES,
  ...CLOCK_SENTENCES,
  ...PAUSE_SENTENCES,
  ...INBOUND_SENTENCES,
  ...MERGE_SENTENCES,
};
