import type { Proceeding } from '../proceeding/definition';
import { CORRECTIVE_ACTION_ACTIONS } from './actions';
import { evolveCorrectiveAction } from './evolve';
import { emptyCorrectiveAction } from './state';
import type { CorrectiveActionState } from './state';

/** A measure that outlives the case it came from: carried out, verified by somebody else, and looked at later. */
export const CORRECTIVE_ACTION: Proceeding<CorrectiveActionState> = {
  kind: 'correctiveAction',
  opens: 'CorrectiveActionOpened',
  actions: CORRECTIVE_ACTION_ACTIONS,
  empty: emptyCorrectiveAction,
  evolve: evolveCorrectiveAction,
};
