import type { z } from 'zod';
import type { STAGES, StageName } from '../stages';
import type { Bilingual } from '../values/text';
import type { PolicyTerms } from './terms';

/** A step as the case runs it. */
export type Step = { [S in StageName]: z.output<(typeof STAGES)[S]['params']> }[StageName];

export interface Track {
  id: string;
  title?: Bilingual | undefined;
  /** FEEL condition: the track starts once, when it first holds. */
  when?: string | undefined;
  /** Facts the condition speaks of; it is tested again only when one of them has changed. */
  uses?: string[] | undefined;
  /** Event type: the track starts anew each time such an event happens. */
  on?: string | undefined;
  /** Steps of the main line that wait until it has ended. */
  before?: string[] | undefined;
  steps: Step[];
}

/**
 * What a case carries of its policy from its start to its end, so that publishing a new version never changes a running
 * case. Tables, calendar and templates stay outside, found by `bundleHash`.
 */
export interface CompiledPolicy extends PolicyTerms {
  main: Step[];
  tracks: Track[];
}
