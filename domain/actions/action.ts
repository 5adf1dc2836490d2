import type { DataSchema } from './data-kinds';
import type { CaseState, Task } from '../case/state';
import type { PolicyTerms } from '../policy/terms';
import type { Envelope } from '../file/envelope';
import type { Refusal } from '../file/refusal';
import type { Keeps } from '../file/room';
import type { Bilingual } from '../values/text';

/** What an action looks at to refuse. */
export interface Asked<D, S = unknown, P = PolicyTerms> {
  state: CaseState;
  policy: P;
  message: Envelope<D>;
  /** The task it would end; none for actions at any time. */
  task?: Task | undefined;
  /** The policy's step whose task that is, where it is one of the action's own stage. */
  step?: S | undefined;
  /** The role that the main line waits for first at a stage. */
  firstAt: (stage: string) => string | undefined;
  /** The case is in the middle of something, so that a missing task may be about to open. */
  busy?: boolean;
  /** An ISO instant; absent where the clock must not decide. */
  now?: string | undefined;
}

/** The open task for which somebody fills in an action's data. */
export type AskedFor<S = unknown> = Pick<Asked<never, S>, 'policy' | 'step'> & { task: Task };

/**
 * What a person can do to a case, defined once: the workflow's update and signal of this name, the API's route, its
 * OpenAPI schema and the console's form all come from this definition. `S` is as much of the stage's step as it looks at,
 * `P` of the policy: an action of a stage knows its own step and no others, for the steps of all stages are made of theirs.
 */
export interface ActionDefinition<D = unknown, N extends string = string, S = unknown, P = PolicyTerms> {
  name: N;
  title: Bilingual;
  help: Bilingual;
  /**
   * The shape of `data`, made of kinds: `text` is free text about people, and so on (`DataKinds`). The API seals and
   * checks what it parses by them, a case takes them sealed, OpenAPI and forms show them plain.
   */
  data: DataSchema<D>;
  /**
   * The shape of `data` for one task, where it depends on the policy (a form's fields): what it says holds besides
   * `data`. Undefined where nothing more is known of it.
   */
  dataFor?: (place: AskedFor<S>) => DataSchema<D> | undefined;
  /** Id of the open task that it gives to a person, so that the API can say whether anybody is eligible for it at all. */
  gives?: (data: D) => string;
  /** Possible at any time while the case is open, without a task. */
  anytime?: boolean;
  /** Persons complained about may do this too (reply, be heard, note); everything else is closed to them. */
  openToRespondent?: boolean;
  /**
   * The customer can answer this in their own words: a message of theirs that says so ends the task (`receiveMessage`).
   * Whether such data can be the customer's word at all.
   */
  customersWord?: (data: D) => boolean;
  /** By it somebody agrees to, signs or refuses something in the name of the house: printed reports list it. */
  approves?: true;
  /** What of its data stays in the state of the case. */
  keeps?: Keeps;
  /** Reasons of its own to refuse, judged by the state alone before anything is written. Must be pure. */
  refuse?: (asked: Asked<D, S, P>) => Refusal | undefined;
}

/** Whatever its data are, and whatever it looks at of a step and a policy. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it says
export type AnyAction = ActionDefinition<any, string, any, any>;

/** Keeps the types of `data` and `name` while all definitions share one table. */
export function defineAction<D, const N extends string>(definition: ActionDefinition<D, N>): ActionDefinition<D, N> {
  return definition;
}

/** As `defineAction`, for actions that look at the step whose task they end: `const define = actionOf<Step>()`. */
export function actionOf<S>() {
  return <D, const N extends string>(definition: ActionDefinition<D, N, S>): ActionDefinition<D, N, S> => definition;
}
