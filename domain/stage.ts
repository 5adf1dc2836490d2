import type { z } from 'zod';
import type { ActionDefinition } from './actions/action';
import type { EventDefinitions, PayloadsOf } from './event';
import type { StepContext } from './step/context';
import type { Outcome } from './step/outcome';
import type { Bilingual } from './values/text';

/**
 * A kind of step: what a policy may say about it, the actions that end its tasks, and the facts it leaves. How it runs
 * stands beside it in `run.ts`, what people read of it in `labels.ts`.
 */
export interface StageDefinition<
  P extends z.ZodType = z.ZodType,
  E extends EventDefinitions = EventDefinitions,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of definitions, each with its own data
  A extends readonly ActionDefinition<any, string, any>[] = readonly ActionDefinition<any, string, any>[],
> {
  stage: string;
  title: Bilingual;
  params: P;
  actions: A;
  events: E;
  /** Parameters that name roles, steps (of its own line, or of the main one) and tables, so that the policy check can follow them. */
  refers?: (
    step: z.output<P>,
  ) => Partial<
    Record<
      'roles' | 'departments' | 'steps' | 'mainSteps' | 'tables' | 'templates' | 'staffTemplates' | 'forms' | 'fields',
      string[]
    >
  >;
  /** Outputs that a table must have because of what else the step asks for. */
  needs?: (step: z.output<P>) => { table: string; output: string }[];
  /**
   * Where a step may lead beside the steps it refers to: to the one after it (by default), to the end of the case (by
   * default not).
   */
  leads?: (step: z.output<P>) => { next?: boolean; end?: boolean };
  /**
   * It tells the customer a result, puts something to them or gives it to them: before it, a line catches up on what it
   * skipped (`domain/case/lines/catch-up.ts`).
   */
  outward?: true;
  /** Tables whose answer says who acts in the step. */
  actorsBy?: (step: z.output<P>) => string[];
  /** That nobody acts is an answer to its tasks, so its ladder may end without one. */
  silenceDecides?: true;
}

/** The names that are given, of parameters that may be left out. */
export function given(...names: (string | null | undefined)[]): string[] {
  return names.filter((name) => typeof name === 'string');
}

export function defineStage<
  P extends z.ZodType,
  E extends EventDefinitions,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  const A extends readonly ActionDefinition<any, string, z.output<P>>[],
>(definition: StageDefinition<P, E, A>): StageDefinition<P, E, A> {
  return definition;
}

/** What a step of this stage may say, with its defaults filled in. */
export type ParamsOf<S extends StageDefinition> = z.output<S['params']>;
/** What this stage has in its hands: its own actions and events, and the shared ones. */
export type ContextOf<S extends StageDefinition> = StepContext<PayloadsOf<S['events']>, DataOf<S>>;
/** How a kind of step runs: to where its line goes then. */
export type Run<S extends StageDefinition> = (c: ContextOf<S>, step: ParamsOf<S>) => Promise<Outcome>;

/** The data of its actions, each by its name. */
export type DataOf<S extends StageDefinition> = DataByName<S['actions'][number]>;
type DataByName<A> = A extends ActionDefinition<infer D, infer N, infer _S> ? { [K in N]: D } : never;

/** A stage whole: what it is, and how it runs. */
export function withRun<S extends StageDefinition>(stage: S, run: Run<S>): S & { run: Run<S> } {
  return { ...stage, run };
}
