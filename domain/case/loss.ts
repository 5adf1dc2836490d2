import type { CaseState } from './state';

/** The loss in fen: as investigated, else what the agreed remedies cost us, else those that were executed before. */
export function lossOf(state: CaseState): number {
  const executed = state.remedies.filter(({ status }) => status === 'executed');
  return (
    state.findings?.lossFen ??
    state.accepted?.options.costFen ??
    executed.reduce((sum, { costFen }) => sum + costFen, 0)
  );
}
