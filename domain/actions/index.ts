import type { ActionDefinition } from '../action';
import type { CompiledPolicy } from '../policy/compiled';
import type { StageDefinition } from '../stage';
import { STAGES } from '../stages';
import { absorb, release } from './absorb';
import { attach } from './attach';
import { decideByHand } from './decide-by-hand';
import { declareMajor } from './declare-major';
import { adoptAnswer, joinIncident, leaveIncident } from './incident';
import { extendLimit } from './extend-limit';
import { escalate } from './escalate';
import { merge } from './merge';
import { note } from './note';
import { pause, resume } from './pause';
import { promise } from './promise';
import { recordCost } from './record-cost';
import { reportViolation } from './report-violation';
import { reassign } from './reassign';
import { receiveMessage } from './receive-message';
import { reopen } from './reopen';
import { spotCheck } from './spot-check';
import { withdraw } from './withdraw';
import type { AnytimeAction } from './anytime';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of definitions, each with its own data
const anytime: AnytimeAction<any>[] = [
  ...[note, attach, receiveMessage, reassign, escalate, declareMajor, promise],
  ...[pause, resume, extendLimit, withdraw, merge, reopen, spotCheck],
  ...[recordCost, reportViolation],
  ...[joinIncident, leaveIncident, adoptAnswer],
  ...[absorb, release],
];

/** Actions that need no open task, by name. */
export const ANYTIME_ACTIONS = new Map(anytime.map((action) => [action.name, action]));

/** Every action of every stage, by name. One table: updates, signals, routes, forms and documents come from it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export const ACTIONS: ReadonlyMap<string, ActionDefinition<any>> = new Map(
  [
    ...anytime,
    decideByHand,
    ...(Object.values(STAGES) as unknown as StageDefinition[]).flatMap(({ actions }) => actions),
  ].map((action) => [action.name, action]),
);

/** Whether the policy lets people do this at any time. */
export function isAnytime(policy: CompiledPolicy, action: string): boolean {
  const known = ANYTIME_ACTIONS.get(action);
  return known !== undefined && policy.anytime.includes(known.goesWith ?? action);
}
