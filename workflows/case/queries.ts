import { setHandler } from '@temporalio/workflow';
import { possibleActions } from '../../domain/case/judge-message';
import { actionsQuery, viewQuery } from '../messages';
import type { Journal } from '../runtime/journal';
import type { Case } from './case';

/** What a case tells people who look at it in Temporal's Web UI. Nothing of ours asks it (docs/decisions/0010). */
export function answerQueries(kase: Case, journal: Journal): void {
  setHandler(viewQuery, () => ({ state: kase.state, policy: kase.policy, pending: kase.outbox, head: journal.head }));
  setHandler(actionsQuery, (actor) =>
    possibleActions(kase.state, kase.policy, actor).map(({ action, task, refusal }) => ({
      action: action.name,
      ...(task === undefined ? {} : { task: task.id }),
      ...(refusal === undefined ? {} : { refusal: { code: refusal.code, message: refusal.message } }),
    })),
  );
}
