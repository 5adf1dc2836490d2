import { isRespondent } from '../../domain/eligibility';
import type { Actor } from '../../domain/envelope';
import { personsOf } from '../../domain/envelope';
import type { CaseEvent } from '../../domain/events';
import type { Intake } from '../../domain/intake';
import { without } from '../without';
import type { ReadCase } from './read-case';

/** Stands where a reader may not see who complains. */
export const WITHHELD = { withheld: true } as const;

/**
 * Whether a reader may learn who complains: never whoever is complained about; where the policy keeps reporters
 * confidential, only the roles that it names, and whoever took the complaint. A policy that can't be read just now may be
 * such a one.
 */
export function mayKnowComplainant(actor: Actor, { state, policy }: ReadCase): boolean {
  if (isRespondent(state, actor)) return false;
  if (policy === undefined) return false;
  const known = policy.confidential?.complainant;
  return (
    known === undefined ||
    actor.roles.some((role) => known.includes(role)) ||
    (state.recordedBy !== undefined && personsOf(state.recordedBy).includes(actor.id))
  );
}

/** The intake for a reader. */
export function intakeFor(actor: Actor, read: ReadCase): Record<string, unknown> | undefined {
  const { intake } = read.state;
  return intake === undefined ? undefined : shownIntake(intake, !mayKnowComplainant(actor, read));
}

/** An event's data for a reader, by the same rule. */
export function eventDataFor(actor: Actor, read: ReadCase, { data }: CaseEvent): Record<string, unknown> {
  const shown: Record<string, unknown> = without(data, 'once');
  const intake = shown['intake'] as Intake | undefined;
  return intake === undefined ? shown : { ...shown, intake: shownIntake(intake, !mayKnowComplainant(actor, read)) };
}

function shownIntake(intake: Intake, isWithheld: boolean): Record<string, unknown> {
  return isWithheld ? { ...intake, complainant: WITHHELD } : { ...intake };
}
