import type { DataSchema } from './data-kinds';
import type { CaseState, Task } from './state';
import type { CompiledPolicy } from './policy/compiled';
import type { Envelope } from './envelope';
import type { Refusal } from './refusal';
import type { Keeps } from './room';
import type { Bilingual } from './text';

/**
 * What a person can do to a case, defined once: the workflow's update and signal of this name, the API's route, its
 * OpenAPI schema and the console's form all come from this definition.
 */
export interface ActionDefinition<D = unknown, N extends string = string> {
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
  dataFor?: (place: { policy: CompiledPolicy; task: Task }) => DataSchema<D> | undefined;
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
  refuse?: (input: {
    state: CaseState;
    policy: CompiledPolicy;
    message: Envelope<D>;
    /** The task it would end; none for actions at any time. */
    task?: Task;
    /** The case is in the middle of something, so that a missing task may be about to open. */
    busy?: boolean;
    /** An ISO instant; absent where the clock must not decide. */
    now?: string;
  }) => Refusal | undefined;
}

/** Keeps the types of `data` and `name` while all definitions share one table. */
export function defineAction<D, const N extends string>(definition: ActionDefinition<D, N>): ActionDefinition<D, N> {
  return definition;
}
