import type { Refusal } from '../file/refusal';
import { refuse } from '../file/refusal';
import type { CaseState } from '../case/state';
import { both } from '../values/text';

/** Nobody who is complained about decides on the case by way of another file either: an incident, a merge. */
export function conflictOfNamed(
  { respondents }: Pick<CaseState, 'respondents'>,
  persons: readonly (string | undefined)[],
): Refusal | undefined {
  return persons.some((person) => person !== undefined && respondents.includes(person))
    ? refuse(
        'ConflictOfInterest',
        403,
        both('被投诉人不得经办本案。', 'A person named in the complaint may not decide this.'),
      )
    : undefined;
}
