import type { ActionDefinition } from '../actions/action';
import type { AnytimeAction } from '../actions/anytime';
import type { Bilingual } from '../values/text';
import type { FormRule } from './form-rules';
import type { SentencesOf } from './sentences-of';

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

export type DataOf<A> = A extends ActionDefinition<infer D, string, infer _S, infer _P> ? D : never;

/**
 * Everything that people read of an action at any time beside its title and help. Never in the workflow's bundle: it may
 * change on any day.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of whatever data and events
export interface AnytimeLabels<A extends AnytimeAction<any, string, any>> extends ActionLabels<DataOf<A>> {
  sentences: SentencesOf<A['events']>;
}
