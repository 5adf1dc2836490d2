import type { PayloadsOf } from '../event';
import { ANSWER_EVENTS } from './answers/events';
import { CLOCK_EVENTS } from './clocks/events';
import { EFFECT_EVENTS } from './effects/events';
import { LINE_EVENTS } from './lines/events';
import { MERGE_EVENTS } from './merging/events';
import { INBOUND_EVENTS } from './messages/events';
import { PAUSE_EVENTS } from './pause/events';
import { RECORD_EVENTS } from './record/events';
import { TASK_EVENTS } from './tasks/events';
import { TIMER_EVENTS } from './timers/events';

/** What happens to a case whatever its procedure. Those of stages and actions stand where these do. */
export const CASE_EVENTS = {
  ...RECORD_EVENTS,
  ...LINE_EVENTS,
  ...ANSWER_EVENTS,
  ...TASK_EVENTS,
  ...TIMER_EVENTS,
  ...EFFECT_EVENTS,
  ...CLOCK_EVENTS,
  ...PAUSE_EVENTS,
  ...INBOUND_EVENTS,
  ...MERGE_EVENTS,
};

export type CaseEventPayloads = PayloadsOf<typeof CASE_EVENTS>;
