import { CASE_FACTS } from './facts';
import { FILLED, SIGNED } from '../policy/form';
import type { CaseState } from './state';

/** Facts on which decision tables and conditions are evaluated, and only on these. */
export type Facts = Record<
  string,
  string | number | boolean | null | string[] | Record<string, string | number | boolean>
>;

/** The facts of a case as it stands (`CASE_FACTS`), with those of its intake, its forms, its choices and its tables. */
export function factsOf(state: CaseState): Facts {
  const own = Object.entries(CASE_FACTS).flatMap(([name, { value }]) =>
    value === undefined ? [] : [[name, value(state)] as const],
  );
  return {
    ...Object.fromEntries(own),
    ...formFacts(state),
    intake: { ...state.intake?.fields },
    chosen: { ...state.chosen },
    case: { ...state.facts },
  };
}

/** Plain fields of the forms that were filled in. */
function formFacts(state: CaseState): Facts {
  return Object.fromEntries(
    Object.entries(state.forms ?? {}).map(([name, form]) => [
      name,
      { ...form.fields, [FILLED]: true, [SIGNED]: form.signedAt !== undefined },
    ]),
  );
}
