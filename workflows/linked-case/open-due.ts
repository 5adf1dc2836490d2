import { wordsOf } from '../../domain/file/escalation';
import type { RungRule, TimeLimit } from '../../domain/policy/step';
import type { ProceedingState } from '../../domain/linked-cases/state';
import type { Bilingual } from '../../domain/values/text';
import type { TaskPlan } from '../../domain/activity-contract';
import { orElse } from '../runtime/activity-failed';
import type { LinkedCase } from './linked-case';

/** What somebody has to do by when, and what happens if they don't. */
interface DueSpec {
  title: Bilingual;
  role: string;
  person?: string;
  /** From when the time limit runs; from the opening if nothing is said. */
  from?: string;
  within?: TimeLimit | undefined;
  dueAt?: string;
  overdue: RungRule[];
  /** Staff ids who may not act, nor through a substitute. */
  barred?: readonly string[];
}

/**
 * Opens a wait with a time limit; who may be asked is found past vacant posts. Whoever stands in for somebody away is
 * told, once, as of the tasks of cases.
 */
export async function openDue<S extends ProceedingState>(
  run: LinkedCase<S>,
  due: string,
  spec: DueSpec,
): Promise<void> {
  const { title, person, role, from = run.state.openedAt ?? '', within, dueAt, overdue } = spec;
  const barred = [...(spec.barred ?? [])];
  const planned = run.ask('planTask', {
    ...{ from, role, barred, overdue, ...run.at },
    ...(person === undefined ? {} : { assignee: person, byName: true as const }),
    ...(within === undefined ? {} : { within }),
    ...(dueAt === undefined ? {} : { fixedDueAt: dueAt }),
  });
  // Better without a ladder than not at all: the event says why, and whoever has the role sees it in the list.
  const plan = await orElse<TaskPlan>(planned, () => ({
    ...{ role, vacant: [], rungs: [] },
    ...(dueAt === undefined ? {} : { dueAt }),
  }));
  const { seq } = run.emit({
    type: 'DueSet',
    data: {
      ...{ due, title, role: plan.role, rungs: plan.rungs },
      ...(person === undefined ? {} : { person }),
      ...(plan.dueAt === undefined ? {} : { dueAt: plan.dueAt }),
      ...(plan.counting === undefined ? {} : { counting: plan.counting }),
    },
  });
  // What is one person's is no business of those who stand in for the role beside it.
  for (const { id, for: colleague } of plan.substitutes ?? [])
    if (person === undefined || colleague === person)
      run.tellStaff(
        `${due}/${seq}/told-substitute-${id}`,
        'substitution',
        { person: id },
        { ...wordsOf({ title }), colleague },
      );
}
