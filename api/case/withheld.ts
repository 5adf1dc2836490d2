import { DEFINED_EVENTS } from '../../domain/defined-events';
import { isRespondent } from '../../domain/case/eligibility';
import type { Actor } from '../../domain/file/envelope';
import { personsOf } from '../../domain/file/envelope';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { Intake } from '../../domain/case/intake';
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

/**
 * Whether a reader may read what the customer wrote, as they wrote it. Under a policy that keeps complainants
 * confidential, the words name people as well, and belong to those who may know them. Whoever is complained about hears
 * under every policy what of: in the words for handling where there are some, for the original may say who complains.
 */
export function mayReadOriginal(actor: Actor, read: ReadCase): boolean {
  const { policy, state } = read;
  if (policy === undefined || (state.intake?.brief !== undefined && isRespondent(state, actor))) return false;
  return policy.confidential === undefined || mayKnowComplainant(actor, read);
}

/** The intake for a reader. */
export function intakeFor(actor: Actor, read: ReadCase): Record<string, unknown> | undefined {
  const { intake } = read.state;
  return intake === undefined ? undefined : shownIntake(intake, actor, read);
}

/** An event's data for a reader, by the same rules. */
export function eventDataFor(actor: Actor, read: ReadCase, { type, data }: CaseEvent): Record<string, unknown> {
  const shown: Record<string, unknown> = without(data, 'once');
  const intake = shown['intake'] as Intake | undefined;
  if (type === 'ComplaintAbsorbed') return absorbedFor(shown, intake, actor, read);
  if (intake !== undefined) return { ...shown, intake: shownIntake(intake, actor, read) };
  if (mayReadOriginal(actor, read)) return shown;
  if (DEFINED_EVENTS.get(type)?.customersWords === true) return { ...without(shown, 'text', 'answers'), ...WITHHELD };
  const { answer } = shown as { answer?: { author?: unknown } };
  return answer?.author === 'customer' ? { ...shown, answer: { ...answer, data: WITHHELD } } : shown;
}

/** What was merged into a case, for a reader; who took this case's own complaint has not taken that one. */
function absorbedFor(
  shown: Record<string, unknown>,
  intake: Intake | undefined,
  actor: Actor,
  { state: { recordedBy: _recordedBy, ...state }, ...rest }: ReadCase,
): Record<string, unknown> {
  const read = { ...rest, state };
  const words = mayReadOriginal(actor, read) ? {} : { words: [] };
  return { ...shown, ...words, ...(intake === undefined ? {} : { intake: shownIntake(intake, actor, read) }) };
}

/** What complaints that were merged into a case say, one after the other; those that go on by themselves again say so. */
export function absorbedShown(actor: Actor, read: ReadCase, events: readonly CaseEvent[]): Record<string, unknown>[] {
  return read.state.absorbed.map(({ no, at, via, leftAt }) => {
    const parts = events
      .filter(({ type, data }) => type === 'ComplaintAbsorbed' && data['from'] === no)
      .reduce<CaseEvent[]>((since, event) => (event.data['intake'] === undefined ? [...since, event] : [event]), [])
      .map((event) => eventDataFor(actor, read, event));
    const all = (name: string): unknown[] => parts.flatMap((part) => (part[name] as unknown[] | undefined) ?? []);
    const [first = {}] = parts;
    return {
      ...{ no, at, intake: first['intake'], respondents: all('respondents'), given: all('given') },
      ...{ references: all('references'), words: all('words') },
      ...(first['reason'] === undefined ? {} : { reason: first['reason'] }),
      ...(via === undefined ? {} : { via }),
      ...(leftAt === undefined ? {} : { leftAt }),
    };
  });
}

/** Stands where nobody has written the words for handling yet. */
const NO_BRIEF =
  '（原文保密。尚无办理摘要，请向受理岗位索取。The original is confidential. There is no summary yet; ask the desk that received the complaint.）';

function shownIntake(intake: Intake, actor: Actor, read: ReadCase): Record<string, unknown> {
  const complainant = mayKnowComplainant(actor, read) ? intake.complainant : WITHHELD;
  if (mayReadOriginal(actor, read)) return { ...intake, complainant };
  return {
    ...without(intake, 'externalId', 'outside'),
    // By when the other body wants it answered counts; by its number it could be asked who complained.
    ...(intake.outside === undefined ? {} : { outside: without(intake.outside, 'number') }),
    ...{ complainant, text: intake.brief ?? NO_BRIEF, original: 'withheld' },
    demand: without(intake.demand, 'text'),
    respondent: without(intake.respondent, 'text'),
  };
}
