import type { StageName } from '../domain/stages';
import type { StepOf } from '../domain/policy/compiled';
import type { StepHandle } from './case';
import type { Outcome } from '../domain/step/outcome';

/**
 * How a kind of step runs. A stage may be run again from its top at any time (after a restart with a fresh history), so
 * everything it does goes through `c`, which remembers.
 */
export type Stage<S extends StageName> = (c: StepHandle<StepOf<S>>, step: StepOf<S>) => Promise<Outcome>;
