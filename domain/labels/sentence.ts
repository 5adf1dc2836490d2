import { ANYTIME_LABELS } from '../actions/labels';
import { CASE_SENTENCES } from '../case/labels';
import { CORRECTIVE_ACTION_SENTENCES } from '../linked-cases/corrective-action/labels';
import type { CaseFact } from '../defined-events';
import type { CaseEvent } from '../file/stored-event';
import { INCIDENT_SENTENCES } from '../linked-cases/incident/labels';
import { PROCEEDING_SENTENCES } from '../linked-cases/labels';
import { STAGE_LABELS } from '../stages/labels';
import { SHARED_SENTENCES } from '../step/shared-labels';
import { both } from '../values/text';
import type { Bilingual } from '../values/text';
import { Entry } from './entry';
import type { Vocabulary } from './timeline-entry';

type Sentence = (entry: Entry) => Bilingual;
type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/** The sentences of many tables of labels in one. */
function together<L extends { sentences: object }>(tables: Readonly<Record<string, L>>): Intersection<L['sentences']> {
  return Object.assign({}, ...Object.values(tables).map(({ sentences }) => sentences)) as Intersection<L['sentences']>;
}

/** One sentence for every type of event that a case may have: what nobody has put into words does not compile. */
const OF_CASES = {
  ...CASE_SENTENCES,
  ...SHARED_SENTENCES,
  ...together(ANYTIME_LABELS),
  ...together<(typeof STAGE_LABELS)[keyof typeof STAGE_LABELS]>(STAGE_LABELS),
} satisfies Record<CaseFact['type'], unknown>;

const SENTENCES: ReadonlyMap<string, Sentence> = new Map(
  Object.entries<unknown>({
    ...PROCEEDING_SENTENCES,
    ...INCIDENT_SENTENCES,
    ...CORRECTIVE_ACTION_SENTENCES,
    ...OF_CASES,
  }) as [string, Sentence][],
);

/** Types that have a sentence. */
export const SENTENCE_TYPES: readonly string[] = [...SENTENCES.keys()];

/**
 * One sentence for each type of event, in both languages, for whoever reads the timeline of a case or of a file beside it.
 * Sentences name persons on duty, roles, amounts and times; what the customer or anybody wrote stays in the event's data.
 */
export function sentenceOf(event: CaseEvent, words: Vocabulary): Bilingual {
  return SENTENCES.get(event.type)?.(new Entry(event, words)) ?? both(event.type, event.type);
}
