import type { Bilingual } from '../values/text';
import type { ByHandRules } from './by-hand';
import type { Category } from './category-tree';
import type { CorrectiveActionRules } from './corrective-action-rules';
import type { Form } from './form';
import type { IncidentRules } from './incident-rules';
import type { Rests } from './pauses';
import type { Separate } from './separate';
import type { ClockWarning, ExtendRule, TimeLimit } from './step';

/** A time limit of the case as a whole. */
export interface ClockRule {
  id: string;
  title: Bilingual;
  within: TimeLimit;
  insteadWhen: { when: string; within: TimeLimit }[];
  /** Facts of which the conditions of `insteadWhen` speak. */
  uses: string[];
  starts: string[];
  stops: string[];
  pauses: boolean;
  outside: boolean;
  warn: ClockWarning[];
  extend?: ExtendRule | undefined;
}

export interface Role {
  title: Bilingual;
  /** The next level up: where overdue tasks escalate and where a vacant post's work goes. */
  above?: string | undefined;
  /** Held per department: only members of the task's department may act in it. */
  ofDepartment?: boolean | undefined;
}

/** What a step hangs on, of facts that hold at once: by its condition, and by tables that say who acts in it. */
export interface HangsOn {
  when: string[];
  actors: string[];
}
/** By line (`main`, or the track's id) and step. */
export type CatchUp = Record<string, Record<string, HangsOn>>;

/**
 * What a policy says apart from its steps. Stages know this of it, and their own step: the steps of all stages are made
 * of theirs, so that a stage which knew them all would be a circle.
 */
export interface PolicyTerms {
  id: string;
  version: string;
  bundleHash: string;
  title: Bilingual;
  /** Role that decides by hand what a decision table could not. */
  owner: string;
  /** The owner's time for that, where the policy says (`byHandRules`). */
  byHand?: ByHandRules | undefined;
  roles: Record<string, Role>;
  departments: Record<string, { title: Bilingual }>;
  /** Roles that may know who complains; absent where everybody on the staff may. */
  confidential?: { complainant: string[] } | undefined;
  categories: Record<string, Category>;
  /** Forms that its steps ask for, by name; absent in policies without any. */
  forms?: Record<string, Form> | undefined;
  /** When like complaints are a mass incident, and who handles it; absent in policies that know none. */
  incidents?: IncidentRules | undefined;
  /** How measures are followed up beyond the case; absent in policies that do not. */
  correctiveActions?: CorrectiveActionRules | undefined;
  /** Steps that hang on facts which hold from the moment at which they change; absent where none does. */
  catchUp?: CatchUp | undefined;
  clocks: ClockRule[];
  /** What rests in a pause, by who is awaited (`restsWhile`). */
  pauses?: { customer?: Rests | undefined; thirdParty?: Rests | undefined } | undefined;
  /** Whether remedies may be given on a complaint that was judged unfounded, and up to how much; absent: none that costs. */
  goodwill?: { upToFen?: number | undefined } | undefined;
  /** How long an answered case stays open, where a reopened one goes on, and how often. */
  reopening: { within: TimeLimit; to: string; atMost: number };
  /** Actions that count although they came past the API (Temporal CLI, integrations). */
  viaTemporal: string[];
  /** Actions possible at any time under this policy. */
  anytime: string[];
  /** Roles that may do an action at any time where the policy says so; see `domain/actions/who.ts`. */
  anytimeRoles: Record<string, string[]>;
  /** Parts that one person never has both of. */
  separate: Record<string, Separate>;
  /** Kinds of place to one of which each case belongs; absent where cases belong to none. */
  places?: { kinds: string[] } | undefined;
}
