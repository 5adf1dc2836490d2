import type { StageDefinition } from '../stage';
import type { ActionLabels, DataOf } from './action-labels';
import type { SentencesOf } from './sentences-of';

type ActionsOf<S extends StageDefinition> = S['actions'][number];

/**
 * Everything that people read of a stage beside the titles that stand in its definition. Never in the workflow's bundle:
 * it may change on any day.
 */
export interface StageLabels<S extends StageDefinition> {
  sentences: SentencesOf<S['events']>;
  /** By name of the action. */
  actions: { [A in ActionsOf<S> as A['name']]: ActionLabels<DataOf<A>> };
}
