import { next, to } from '../../step/outcome';
import type { ContextOf, ParamsOf, Run } from '../../stage';
import type { supervise } from './definition';

type Supervise = ParamsOf<typeof supervise>;

export const runSupervise: Run<typeof supervise> = async (c, step) => {
  const measures = c.remember('measures', () => c.state.improvements);
  if (measures.length === 0) return next;
  const answer = await c.awaitTask('approval', { ...step, actions: ['approveMeasures', 'rejectMeasures'] });
  if (answer?.action === 'rejectMeasures' && c.visit <= step.rejected.atMost) {
    c.record('rejected', 'MeasuresRejected', { ...answer.data }, answer.by);
    return to(step.rejected.to);
  }
  if (answer?.action === 'rejectMeasures' && !isFollowedUp(c) && c.patched('2026-11-30-rejected-for-good')) {
    c.record('rejected', 'MeasuresRejected', { ...answer.data, final: true }, answer.by);
    return next;
  }
  c.record('approved', 'MeasuresApproved', { ...answer?.data }, answer?.by);
  const supervisor = answer?.action === 'approveMeasures' ? answer.data.supervisor : undefined;
  await c.all(
    measures.map(
      (measure, i) => () =>
        check(c, step, i + 1, {
          dueAt: typeof measure['dueAt'] === 'string' ? new Date(measure['dueAt']).toISOString() : undefined,
          supervisor,
          measures,
        }),
    ),
  );
  const verdict = await c.awaitTask('verify', {
    who: step.who,
    within: step.verifyWithin,
    overdue: step.verifyOverdue,
    actions: ['verifyMeasures'],
    barred: ownersIn(measures),
  });
  c.record('verified', 'MeasuresVerified', { ...verdict?.data }, verdict?.by);
  return next;
};

/** Until this was mended, measures rejected once too often were followed up all the same: where that has begun, it goes on. */
function isFollowedUp(c: ContextOf<typeof supervise>): boolean {
  return c.state.tasks[`${c.place}/measure-1-1`] !== undefined;
}

/** Nobody checks a measure of their own, to whomever the check is given. */
function ownersIn(measures: readonly Record<string, unknown>[]): { id: string; why: string }[] {
  return measures.flatMap(({ owner }) => (typeof owner === 'string' ? [{ id: owner, why: 'owner' }] : []));
}

/** Looks at one measure when it is due, and again while it isn't carried out. */
async function check(
  c: ContextOf<typeof supervise>,
  step: Supervise,
  number: number,
  {
    dueAt,
    supervisor,
    measures,
  }: { dueAt: string | undefined; supervisor: string | undefined; measures: Record<string, unknown>[] },
): Promise<void> {
  for (let look = 1; look <= step.checks; look++) {
    const answer = await c.awaitTask(`measure-${number}-${look}`, {
      who: step.supervisor,
      ...(supervisor === undefined ? {} : { assignee: supervisor, byName: true }),
      barred: ownersIn(measures),
      ...(look === 1 && dueAt !== undefined ? { dueAt } : { within: step.checkWithin }),
      overdue: step.checkOverdue,
      actions: ['checkMeasure'],
    });
    const done = answer?.data['done'] === true;
    c.record(
      `measure-${number}-${look}-checked`,
      'MeasureChecked',
      { measure: number, ...answer?.data, done },
      answer?.by,
    );
    if (done) return;
  }
}
