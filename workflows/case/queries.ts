import { setHandler } from '@temporalio/workflow';
import { asOpenTask } from '../../domain/action-answer';
import { forecast } from '../../domain/forecast';
import { possibleActions } from '../../domain/judge-message';
import { openTasks } from '../../domain/tasks';
import { actionsQuery, forecastQuery, tasksQuery, timelineQuery, viewQuery } from '../messages';
import type { Journal } from '../runtime/journal';
import type { Case } from './case';

/** What a case tells people who look at it in Temporal's Web UI. Nothing of ours asks it (docs/decisions/0010). */
export function answerQueries(kase: Case, journal: Journal): void {
  setHandler(viewQuery, () => ({ state: kase.state, policy: kase.policy, pending: kase.outbox, head: journal.head }));
  setHandler(timelineQuery, () => kase.timeline);
  setHandler(tasksQuery, () => openTasks(kase.state).map(asOpenTask));
  setHandler(forecastQuery, () => forecast(kase.state));
  setHandler(actionsQuery, (actor) =>
    possibleActions(kase.state, kase.policy, actor).map(({ action, task, refusal }) => ({
      action: action.name,
      ...(task === undefined ? {} : { task: task.id }),
      ...(refusal === undefined ? {} : { refusal: { code: refusal.code, message: refusal.message } }),
    })),
  );
}
