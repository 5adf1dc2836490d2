import { wordsOf } from '../../domain/file/escalation';
import { barredFrom } from '../../domain/case/eligibility';
import { rolesAbove } from '../../domain/policy/roles';
import { separatedFrom } from '../../domain/policy/separate';
import type { Rung } from '../../domain/case/state';
import type { TaskSpec } from '../../domain/step/context';
import { both } from '../../domain/values/text';
import type { TaskPlan } from '../../domain/activity-contract';
import { orElse } from '../runtime/activity-failed';
import type { Case } from './case';
import type { StepHandle } from './step-handle';
import { tellOwner } from './tell-owner';

/** Opens the task of a step: who may act and by when is asked, and whoever has to hear of it is told. */
export async function openTask(kase: Case, handle: StepHandle, id: string, spec: TaskSpec): Promise<void> {
  const { place, step } = handle;
  const { actions } = spec;
  const said = spec.barred ?? [];
  const barred = [...said, ...separatedFrom(kase.state, kase.policy, { id, actions })];
  const department = spec.department ?? kase.state.department;
  const inDepartment = department === undefined ? {} : { department };
  const { assignee, heard = false, byName = false } = spec;
  // Nobody is heard in another's place, so there the assignee stays.
  const isMeantFor = assignee !== undefined && !heard && !kase.state.respondents.includes(assignee);
  const planned = kase.ask('planTask', {
    from: kase.now(),
    role: spec.who,
    ...inDepartment,
    ...kase.at,
    ...(isMeantFor ? { assignee, byName } : {}),
    ...(spec.orAbove === true ? { orAbove: true } : {}),
    barred: barredFrom(kase.state, kase.policy, { id, actions, barred }),
    ...(spec.within === undefined ? {} : { within: spec.within }),
    ...(spec.dueAt === undefined ? {} : { fixedDueAt: spec.dueAt }),
    overdue: spec.overdue,
  });
  // Better without a time limit than not at all: the owner is told, and gives it to somebody.
  const plan: TaskPlan & { unplanned?: string } = await orElse(planned, (unplanned) => ({
    ...{ role: spec.who, vacant: [], rungs: [], unplanned },
  }));
  const isNamed = assignee !== undefined && (heard || (isMeantFor && plan.unavailable === undefined));
  const task = {
    id,
    title: spec.title ?? step.title ?? both(step.stage, step.stage),
    actions,
    role: plan.role,
    roles: [...new Set([spec.who, plan.role, ...(spec.orAbove === true ? rolesAbove(kase.policy, plan.role) : [])])],
    ...inDepartment,
    ...(heard ? { heard } : {}),
    ...(isNamed ? { assignee } : {}),
    ...(isNamed && byName ? { byName } : {}),
    ...(spec.owes === undefined ? {} : { owes: spec.owes }),
    barred,
    openedAt: kase.now(),
    ...(spec.offer === undefined ? {} : { offer: spec.offer }),
    ...(plan.dueAt === undefined ? {} : { dueAt: plan.dueAt }),
    ...(plan.explanation === undefined ? {} : { explanation: plan.explanation }),
    ...(plan.counting === undefined ? {} : { counting: plan.counting }),
    rungs: withFact(plan, spec.whenDue),
    ...(plan.vacant.length === 0 ? {} : { vacant: plan.vacant }),
    ...(plan.unavailable === undefined ? {} : { unavailable: plan.unavailable }),
    // Whom it was given to by name may act whatever roles they hold.
    ...(plan.nobody === undefined || isNamed ? {} : { nobody: plan.nobody }),
    ...(plan.unplanned === undefined ? {} : { unplanned: plan.unplanned }),
    ...(spec.asks === undefined ? {} : { asks: spec.asks }),
    status: 'open' as const,
  };
  const substitutes = heard ? [] : (plan.substitutes ?? []);
  const standIns = substitutes.length === 0 ? {} : { substitutes };
  kase.emit({ type: 'TaskOpened', place: place, data: { task, ...standIns } });
  if (task.nobody === true || task.unplanned !== undefined) tellOwner(kase, task);
  if (spec.tellAssignee !== undefined && spec.assignee !== undefined)
    handle.tellInPerson(`${id.slice(place.length + 1)}-told`, spec.tellAssignee, spec.assignee, wordsOf(task));
}

/** The fact comes first of what happens when the task is due. */
function withFact({ rungs, dueAt }: Pick<TaskPlan, 'rungs' | 'dueAt'>, fact: Rung['fact']): Rung[] {
  if (fact === undefined || dueAt === undefined) return rungs;
  const before = rungs.filter(({ at }) => at < dueAt);
  return [...before, { at: dueAt, does: 'fact', fact }, ...rungs.slice(before.length)];
}
