import type { Proceeding } from '../definition';
import { evolveBy } from '../evolve';
import { barredFromJudging, CORRECTIVE_ACTION_ACTIONS } from './actions';
import { CORRECTIVE_ACTION_EVENTS } from './events';
import { emptyCorrectiveAction } from './state';
import type { CorrectiveActionState } from './state';

const ASKS: Readonly<Record<string, readonly string[]>> = {
  verify: ['verify', 'sendBack'],
  assess: ['assess'],
};

/** A measure that outlives the case it came from: carried out, verified by somebody else, and looked at later. */
export const CORRECTIVE_ACTION: Proceeding<CorrectiveActionState> = {
  kind: 'correctiveAction',
  events: CORRECTIVE_ACTION_EVENTS,
  opens: 'CorrectiveActionOpened',
  actions: CORRECTIVE_ACTION_ACTIONS,
  asks: (state, due) =>
    due === 'carryOut'
      ? { actions: state.owner === undefined ? ['nameOwner'] : ['reportCompletion'] }
      : { actions: ASKS[due] ?? [], closedTo: barredFromJudging(state) },
  facts: ({ phase, owner, category, aim }) => ({ phase, owner, category, aim }),
  empty: emptyCorrectiveAction,
  evolve: evolveBy<CorrectiveActionState>(CORRECTIVE_ACTION_EVENTS),
};
