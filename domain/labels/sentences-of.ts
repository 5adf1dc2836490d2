import type { PayloadsOf } from '../event';
import type { Bilingual } from '../values/text';
import type { TimelineEntry } from './timeline-entry';

/** A sentence of the timeline for each of some events. */
export type SentencesOf<E> = { [T in keyof E]: (entry: TimelineEntry<PayloadsOf<E>[T]>) => Bilingual };
