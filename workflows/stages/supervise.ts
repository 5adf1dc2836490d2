import type { StepOf } from '../../domain/policy/compiled';
import type { StepHandle } from '../case';
import { next, to } from '../../domain/step/outcome';
import type { Stage } from '../stage';

type Supervise = StepOf<'supervise'>;

export const supervise: Stage<'supervise'> = async (c, step) => {
  const measures = c.remember('measures', () => c.state.improvements);
  if (measures.length === 0) return next;
  const answer = await c.awaitTask('approval', { ...step, actions: ['approveMeasures', 'rejectMeasures'] });
  if (answer?.action === 'rejectMeasures' && c.visit <= step.rejected.atMost) {
    c.record('rejected', 'MeasuresRejected', { ...answer.data }, answer.by);
    return to(step.rejected.to);
  }
  c.record('approved', 'MeasuresApproved', { ...answer?.data }, answer?.by);
  const supervisor = answer?.data['supervisor'];
  await c.all(
    measures.map(
      (measure, i) => () =>
        check(c, step, i + 1, {
          dueAt: typeof measure['dueAt'] === 'string' ? new Date(measure['dueAt']).toISOString() : undefined,
          supervisor: typeof supervisor === 'string' ? supervisor : undefined,
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

/** Nobody checks a measure of their own, to whomever the check is given. */
function ownersIn(measures: readonly Record<string, unknown>[]): { id: string; why: string }[] {
  return measures.flatMap(({ owner }) => (typeof owner === 'string' ? [{ id: owner, why: 'owner' }] : []));
}

/** Looks at one measure when it is due, and again while it isn't carried out. */
async function check(
  c: StepHandle<Supervise>,
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
