import type { TaskAnswer } from '../../case/state';
import { restNow } from '../../case/pause/pause';
import { both } from '../../values/text';
import { done, to } from '../../step/outcome';
import type { ContextOf, ParamsOf, Run } from '../../stage';
import type { progress } from './definition';
import { messageCustomer } from '../../step/notify-customer';

/** What is said when there is no news: that there is none. */
const NOTHING_NEW = both('暂无新的进展，我们仍在处理。', 'nothing new yet; we are still working on your complaint.');

/** One word to the customer: its time, and whoever gives it. The line comes back to this step for the next one. */
export const runProgress: Run<typeof progress> = async (c, step) => {
  const time = await c.ask('when', 'planTime', { from: c.now(), limit: step.every });
  if (!(await c.waitUntil('time', time.at, () => c.isAnswered(), time.explanation))) return done;
  // Whoever is awaited needs no word; a report within the house goes on.
  const isAwaited = (): boolean => step.reportTo === undefined && restNow(c.state, 'progress') && !c.isAnswered();
  const isQuiet = (): boolean => step.quiet.includes(c.state.lines['main']?.step ?? '') || isAwaited();
  if (c.remember('quiet', isQuiet)) return to(step.id);
  const answer = await c.awaitTask('word', {
    ...{ ...step, actions: ['tellProgress'] },
    owes: step.reportTo === undefined ? 'progress' : 'report',
    until: () => c.isAnswered() || isAwaited() || (step.reportTo === undefined && hasHeard(c)),
  });
  if (answer === undefined) return c.isAnswered() ? done : to(step.id);
  await tell(c, step);
  return to(step.id);
};

/** Whatever really reached the customer since a word was owed to them was one. */
function hasHeard(c: ContextOf<typeof progress>): boolean {
  const since = c.state.tasks[`${c.place}/word`]?.openedAt ?? c.now();
  return (
    c.state.messages.some(({ status, at }) => status === 'sent' && at > since) ||
    c.state.callbacks.some(({ reached, at }) => reached && at > since)
  );
}

async function tell(c: ContextOf<typeof progress>, step: ParamsOf<typeof progress>): Promise<void> {
  const answer = c.state.tasks[`${c.place}/word`]?.answer;
  const { byMail = false, news } = (answer?.data ?? {}) as { byMail?: boolean; news?: string };
  const said: Record<string, string> = news === undefined ? {} : { news };
  if (step.reportTo !== undefined) return report(c, step.reportTo, said, answer?.by);
  const nothing = NOTHING_NEW[c.state.intake?.language ?? 'zh'];
  if (answer?.by !== undefined && !byMail) {
    c.record('told', 'ProgressTold', { by: 'person', ...said }, answer.by);
    return;
  }
  // Somebody wrote what is to be sent, or nobody gave a word in time: then at least a plain one is sent.
  const sent = await messageCustomer(c, 'mail', step.template, { news: news ?? nothing });
  c.record('told', sent ? 'ProgressTold' : 'ProgressMissed', { by: 'email', ...said }, answer?.by);
}

/** Whoever is told reads the report itself in the case. */
async function report(
  c: ContextOf<typeof progress>,
  roles: string[],
  said: Record<string, string>,
  by: TaskAnswer['by'],
): Promise<void> {
  for (const role of roles)
    await c.perform(`report-${role}`, 'notifyStaff', {
      template: 'report',
      to: { role, ...(c.state.department === undefined ? {} : { department: c.state.department }) },
      barred: c.state.respondents,
      values: { no: c.state.no, category: c.state.intake?.category ?? '' },
    });
  c.record('reported', 'ProgressReported', { to: roles, ...said }, by);
}
