import { isRespondent } from '../../domain/authority';
import type { Actor } from '../../domain/envelope';
import type { CaseEvent } from '../../domain/events';
import type { Intake } from '../../domain/intake';
import type { CaseState } from '../../domain/state';
import { without } from '../without';

/** Stands where a reader may not see who complains. */
export const WITHHELD = { withheld: true } as const;

/** The intake for a reader: whoever is complained about doesn't learn who complains and how to reach them. */
export function intakeFor(actor: Actor, state: CaseState): Record<string, unknown> | undefined {
  return state.intake === undefined ? undefined : shownIntake(state.intake, isRespondent(state, actor));
}

/** An event's data for a reader, by the same rule. */
export function eventDataFor(actor: Actor, state: CaseState, { data }: CaseEvent): Record<string, unknown> {
  const shown: Record<string, unknown> = without(data, 'once');
  const intake = shown['intake'] as Intake | undefined;
  if (intake === undefined || !isRespondent(state, actor)) return shown;
  return { ...shown, intake: shownIntake(intake, true) };
}

function shownIntake(intake: Intake, isWithheld: boolean): Record<string, unknown> {
  return isWithheld ? { ...intake, complainant: WITHHELD } : { ...intake };
}
