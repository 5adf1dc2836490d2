import type { ActionDefinition, AnyAction } from './action';
import type { CompiledPolicy } from '../policy/compiled';
import type { StageDefinition } from '../stage';
import { STAGES } from '../stages';
import { absorb } from './absorb/definition';
import { adoptAnswer } from './adopt-answer/definition';
import type { AnytimeAction } from './anytime';
import { attach } from './attach/definition';
import { decideByHand } from './decide-by-hand/definition';
import { declareMajor } from './declare-major/definition';
import { escalate } from './escalate/definition';
import { extendLimit } from './extend-limit/definition';
import { joinIncident } from './join-incident/definition';
import { leaveIncident } from './leave-incident/definition';
import { merge } from './merge/definition';
import { note } from './note/definition';
import { pause } from './pause/definition';
import { promise } from './promise/definition';
import { reassign } from './reassign/definition';
import { receiveMessage } from './receive-message/definition';
import { recordCost } from './record-cost/definition';
import { release } from './release/definition';
import { reopen } from './reopen/definition';
import { reportViolation } from './report-violation/definition';
import { resume } from './resume/definition';
import { spotCheck } from './spot-check/definition';
import { withdraw } from './withdraw/definition';

/**
 * What can be done at any time, in the order in which it is offered. A new one: a folder here, and its lines below and in
 * `labels.ts`.
 */
export const ANYTIME = {
  note,
  attach,
  receiveMessage,
  reassign,
  escalate,
  declareMajor,
  promise,
  pause,
  resume,
  extendLimit,
  withdraw,
  merge,
  reopen,
  spotCheck,
  recordCost,
  reportViolation,
  joinIncident,
  leaveIncident,
  adoptAnswer,
  absorb,
  release,
} as const;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of definitions, each with its own data
const anytime: readonly AnytimeAction<any, string, any>[] = Object.values(ANYTIME);

/** Actions that need no open task, by name. */
export const ANYTIME_ACTIONS = new Map(anytime.map((action) => [action.name, action]));

/** Every action of every stage, by name. One table: updates, signals, routes, forms and documents come from it. */
export const ACTIONS = new Map<string, AnyAction>(
  [
    ...anytime,
    decideByHand,
    ...(Object.values(STAGES) as unknown as StageDefinition[]).flatMap(({ actions }) => actions),
  ].map((action) => [action.name, action]),
) as ReadonlyMap<string, ActionDefinition>;

/** Whether the policy lets people do this at any time. */
export function isAnytime(policy: CompiledPolicy, action: string): boolean {
  const known = ANYTIME_ACTIONS.get(action);
  return known !== undefined && policy.anytime.includes(known.goesWith ?? action);
}
