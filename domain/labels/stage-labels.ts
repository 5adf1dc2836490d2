import type { ActionDefinition } from '../action';
import type { PayloadsOf } from '../event';
import type { StageDefinition } from '../stage';
import type { Bilingual } from '../text';
import type { FormRule } from './form-rules';
import type { TimelineEntry } from './timeline-entry';

/** A field as a form shows it. */
export interface FieldLabel {
  title: Bilingual;
  help?: Bilingual;
}

/** What people read of an action's data. */
export interface ActionLabels<D = Record<string, unknown>> {
  fields: { [F in keyof D & string]-?: FieldLabel };
  /** What of its fields needs what, as far as a form has to know before it is sent. */
  rules?: readonly FormRule<keyof D & string>[];
  /** Fields that people have to fill in, although messages from before may lack them. */
  asks?: readonly (keyof D & string)[];
  /** Data with which it could be sent, for the documents. */
  example: { [F in keyof D]?: unknown };
}

type ActionsOf<S extends StageDefinition> = S['actions'][number];
type DataOf<A> = A extends ActionDefinition<infer D> ? D : never;

/** A sentence of the timeline for each of some events. */
export type SentencesOf<E> = { [T in keyof E]: (entry: TimelineEntry<PayloadsOf<E>[T]>) => Bilingual };

/**
 * Everything that people read of a stage beside the titles that stand in its definition. Never in the workflow's bundle:
 * it may change on any day.
 */
export interface StageLabels<S extends StageDefinition> {
  sentences: SentencesOf<S['events']>;
  /** By name of the action. */
  actions: { [A in ActionsOf<S> as A['name']]: ActionLabels<DataOf<A>> };
}
