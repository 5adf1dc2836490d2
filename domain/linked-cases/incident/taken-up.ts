import type { CaseState } from '../../case/state';

/** What an incident had handed over counts once: should the case come there again, it is investigated and offered anew. */
export function takenUp(state: CaseState, what: 'findings' | 'proposal'): Pick<Partial<CaseState>, 'incident'> {
  if (state.incident?.[what] === undefined) return {};
  const { [what]: _taken, ...incident } = state.incident;
  return { incident };
}
