import { isRespondent } from '../../domain/case/eligibility';
import { audienceOf, DEFINED_EVENTS } from '../../domain/defined-events';
import type { Actor } from '../../domain/file/envelope';
import type { CaseEvent } from '../../domain/file/stored-event';
import { isHearing, isOfHearing, personHeard } from '../../domain/penalties/hearing';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { stepAt } from '../../domain/policy/step-of-task';
import type { CaseState } from '../../domain/case/state';
import { AUDITOR, isManager } from '../roles';
import type { ReadCase } from './read-case';

/**
 * Whether a reader may see penalties and shares of a loss: who decides them, who answers for the policy's work, auditors,
 * and the roles that the policy names (`penaltiesFor`). Never who is complained about; but everybody sees what is about
 * themselves, or they could not be heard on it.
 */
export function mayKnowPenalties(reader: Actor, { state, policy, bundle }: ReadCase): boolean {
  if (policy === undefined || isRespondent(state, reader)) return false;
  return seesPenaltiesUnder(reader.roles, { policy, ...bundle }) || wasAskedToDecide(reader, state);
}

/** Whether these roles see penalties in every case of a policy, but those in which their holder is complained about. */
export function seesPenaltiesUnder(
  roles: readonly string[],
  { policy, documents }: Pick<PolicyBundle, 'policy' | 'documents'>,
): boolean {
  const deciders = penaliseSteps(policy).flatMap(({ who, appeal }) => [who, appeal?.who]);
  const named = documents?.report.penaltiesFor ?? [];
  return (
    isManager(roles, [policy]) ||
    [AUDITOR, ...deciders, ...named].some((role) => role !== undefined && roles.includes(role))
  );
}

/** A case for a reader: without hearings and appeals of others, as if there were none, unless they may see penalties. */
export function forReader<R extends ReadCase>(reader: Actor, read: R): R {
  if (mayKnowPenalties(reader, read)) return read;
  const { tasks } = read.state;
  const seen = Object.entries(tasks).filter(([, task]) => !isHearing(task) || personHeard(tasks, task) === reader.id);
  return { ...read, state: { ...read.state, tasks: Object.fromEntries(seen) } };
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

/**
 * An event as a reader may see it; undefined if it tells of penalties on others, or if nothing says who may see it: that
 * auditors see alone.
 */
export function eventFor(reader: Actor, read: ReadCase, event: CaseEvent): CaseEvent | undefined {
  if (audienceOf(event.type) === undefined) return reader.roles.includes(AUDITOR) ? event : undefined;
  if (!tellsOfPenalties(event, read) || event.by?.id === reader.id || mayKnowPenalties(reader, read)) return event;
  const { tasks } = read.state;
  const task = tasks[taskOf(event) ?? ''];
  if (task !== undefined && personHeard(tasks, task) === reader.id) return withoutBarred(event);
  return partAbout(reader, event);
}

/** What an event of the penalties tells of the reader themselves; undefined if it is of another kind, or of others. */
export function ownPenaltyEvent(reader: Actor, event: CaseEvent): CaseEvent | undefined {
  return audienceOf(event.type) === 'penalties' ? partAbout(reader, event) : undefined;
}

function partAbout(reader: Actor, event: CaseEvent): CaseEvent | undefined {
  if (isAbout(event.data, reader)) return event;
  const { penalties } = event.data;
  const own = Array.isArray(penalties) ? penalties.filter((one) => isAbout(one as object, reader)) : [];
  return own.length === 0 ? undefined : { ...event, data: { ...event.data, penalties: own } };
}

/** Who else is up for a penalty stands there, too. */
function withoutBarred(event: CaseEvent): CaseEvent {
  const { task } = event.data;
  return typeof task === 'object' && task !== null
    ? { ...event, data: { ...event.data, task: { ...task, barred: [] } } }
    : event;
}

/** The task that an event is of. */
function taskOf({ data: { task } }: CaseEvent): string | undefined {
  if (typeof task === 'string') return task;
  return typeof task === 'object' && task !== null && 'id' in task ? String(task.id) : undefined;
}

function isAbout(told: object, { id }: Actor): boolean {
  return 'person' in told && told.person === id;
}

/** By the step that it is of: whatever happens there, its tasks, its letters, its bookings, is about somebody. */
function tellsOfPenalties(event: CaseEvent, { policy }: ReadCase): boolean {
  const { type, data } = event;
  if (audienceOf(type) === 'penalties') return true;
  if (type === 'ActionRefused') return isOfHearing(String(data['action']));
  const place = event.place ?? taskOf(event);
  const { ofTheLine, ofStage } = DEFINED_EVENTS.get(type) ?? {};
  if (place === undefined || ofTheLine === true) return false;
  // Where nobody can tell of which step it is, it may be of that one, unless a stage of its own says otherwise.
  return policy === undefined ? ofStage === undefined : stepAt(policy, place)?.stage === 'penalise';
}
