import { isRespondent } from '../../domain/eligibility';
import type { Actor } from '../../domain/envelope';
import type { CaseEvent } from '../../domain/events';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { stepAt } from '../../domain/policy/step-of-task';
import type { CaseState } from '../../domain/state';
import { AUDITOR, isManager } from '../roles';
import type { ReadCase } from './read-case';

/**
 * Whether a reader may see penalties and shares of a loss: who decides them, who answers for the policy's work, auditors,
 * and the roles that the policy names (`penaltiesFor`). Never who is complained about; but everybody sees what is about
 * themselves, or they could not be heard on it.
 */
export function mayKnowPenalties(reader: Actor, { state, policy, bundle }: ReadCase): boolean {
  if (policy === undefined || isRespondent(state, reader)) return false;
  const deciders = penaliseSteps(policy).flatMap(({ who, appeal }) => [who, appeal?.who]);
  const named = bundle?.documents?.report.penaltiesFor ?? [];
  return (
    isManager(reader.roles, [policy]) ||
    [AUDITOR, ...deciders, ...named].some((role) => role !== undefined && reader.roles.includes(role)) ||
    wasAskedToDecide(reader, state)
  );
}

/** The ladder may have brought the decision to others than the policy asks first. */
function wasAskedToDecide({ id, roles }: Actor, state: CaseState): boolean {
  return Object.values(state.tasks).some(
    (task) =>
      task.actions.some((action) => DECISIONS.has(action)) &&
      (task.assignee === id || task.roles.some((role) => roles.includes(role))),
  );
}
const DECISIONS: ReadonlySet<string> = new Set(['decidePenalties', 'decideAppeal']);

function penaliseSteps({ main, tracks }: CompiledPolicy) {
  return [...main, ...tracks.flatMap(({ steps }) => steps)].filter((step) => step.stage === 'penalise');
}

const PARTS = [
  ...(['penaltiesProposed', 'penalties', 'penaltiesWaived', 'hearings', 'appeals', 'violations', 'liability'] as const),
];

/** What the state tells a reader of penalties: all of it, or what is about themselves. */
export function penaltiesFor(reader: Actor, read: ReadCase): Partial<Pick<CaseState, (typeof PARTS)[number]>> {
  const all = mayKnowPenalties(reader, read);
  const shown = PARTS.flatMap((part) => {
    const known: readonly object[] | undefined = read.state[part];
    return known === undefined ? [] : [[part, all ? known : known.filter((one) => isAbout(one, reader))] as const];
  });
  return Object.fromEntries(shown);
}

/** An event as a reader may see it; undefined if it tells of penalties on others. */
export function eventFor(reader: Actor, read: ReadCase, event: CaseEvent): CaseEvent | undefined {
  if (!tellsOfPenalties(event, read) || event.by?.id === reader.id || mayKnowPenalties(reader, read)) return event;
  return partAbout(reader, event);
}

/** What an event of the penalties tells of the reader themselves; undefined if it is of another kind, or of others. */
export function ownPenaltyEvent(reader: Actor, event: CaseEvent): CaseEvent | undefined {
  return PENALTY_EVENTS.has(event.type) ? partAbout(reader, event) : undefined;
}

function partAbout(reader: Actor, event: CaseEvent): CaseEvent | undefined {
  if (isAbout(event.data, reader)) return event;
  const { penalties } = event.data;
  const own = Array.isArray(penalties) ? penalties.filter((one) => isAbout(one as object, reader)) : [];
  return own.length === 0 ? undefined : { ...event, data: { ...event.data, penalties: own } };
}

function isAbout(told: object, { id }: Actor): boolean {
  return 'person' in told && told.person === id;
}

function tellsOfPenalties({ type, place }: CaseEvent, { policy }: ReadCase): boolean {
  if (PENALTY_EVENTS.has(type)) return true;
  if (!ANSWERS.has(type) || place === undefined) return false;
  return policy === undefined || stepAt(policy, place)?.stage === 'penalise';
}
const PENALTY_EVENTS: ReadonlySet<string> = new Set([
  ...['PenaltyProposed', 'PenaltyAssessed', 'PenaltyWaived', 'PersonHeard', 'PenaltyAppealed', 'AppealDecided'],
  ...['LiabilityShared', 'SupplierClaimed', 'DelayExcused', 'ViolationReported'],
]);
/** What they tell depends on the step that they are of. */
const ANSWERS: ReadonlySet<string> = new Set(['DecisionMade', 'DecisionFailed', 'Answered', 'TaskDone']);
