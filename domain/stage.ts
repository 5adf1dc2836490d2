import type { z } from 'zod';
import type { ActionDefinition } from './action';
import type { CaseEvent } from './events';
import type { CaseState } from './state';
import type { Bilingual } from './text';

/** How an event of a stage changes the case. Pure; gets the state as it was and returns what is different. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each reducer knows the data of its own event
export type Reducer = (state: CaseState, data: any, event: CaseEvent) => Partial<CaseState>;

/**
 * A kind of step: what a policy may say about it, the actions that end its tasks, and the facts it leaves. How it runs
 * stands in `workflows/stages/<stage>.ts`.
 */
export interface StageDefinition<P extends z.ZodType = z.ZodType> {
  stage: string;
  title: Bilingual;
  params: P;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of definitions, each with its own data
  actions: ActionDefinition<any>[];
  events: Record<string, Reducer>;
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
   * skipped (`domain/catch-up.ts`).
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

export function defineStage<P extends z.ZodType>(definition: StageDefinition<P>): StageDefinition<P> {
  return definition;
}
