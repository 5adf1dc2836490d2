import type { Bilingual } from '../values/text';
import type { Proceeding, ProceedingAction } from './definition';
import type { Due, ProceedingState } from './state';

/** An open wait of a proceeding as lists of tasks show it. Times are ISO instants. */
export interface Wait {
  /** Name of the wait, unique in its proceeding while it is open. */
  id: string;
  title: Bilingual;
  /** Actions that end it. */
  actions: string[];
  /** Whose turn it is; escalation moves it up. */
  role: string;
  /** Staff id of the one person meant, if any. */
  assignee?: string;
  openedAt: string;
  dueAt?: string;
  /** Roles whose holders may act. */
  openTo: string[];
  /** Staff ids who may not, whatever they hold. */
  closedTo: string[];
}

/** What waits for people in a proceeding, and for whom: by the same rules by which it judges who acts. */
export function waitsOf<S extends ProceedingState>(kind: Proceeding<S>, state: S): Wait[] {
  if (state.status === 'closed') return [];
  return Object.entries(state.dues).map(([id, due]) => {
    const { actions, closedTo = [] } = kind.asks(state, id);
    const roles = actions.flatMap((name) => {
      const action = kind.actions.get(name);
      return action === undefined ? [] : rolesOf(kind, action, state);
    });
    return {
      ...{ id, title: due.title, actions: [...actions], role: due.role },
      ...(due.person === undefined ? {} : { assignee: due.person }),
      openedAt: due.since ?? state.openedAt ?? '',
      ...(due.dueAt === undefined ? {} : { dueAt: due.dueAt }),
      ...{ openTo: [...new Set(roles)], closedTo: [...new Set(closedTo)] },
    };
  });
}

/**
 * Roles that may do something as things stand: those whose work it is, and the one that an open wait for it has come to,
 * past a vacant post or up its ladder. What waits for one person stays theirs.
 */
export function rolesOf<S extends ProceedingState>(
  kind: Pick<Proceeding<S>, 'asks'>,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- of any action
  action: ProceedingAction<S, any>,
  state: S,
): string[] {
  const isAsked = ([id, { person }]: [string, Due]): boolean =>
    person === undefined && kind.asks(state, id).actions.includes(action.name);
  const asked = Object.entries(state.dues).filter(isAsked);
  return [...new Set([...action.who(state), ...asked.map(([, { role }]) => role)])];
}
