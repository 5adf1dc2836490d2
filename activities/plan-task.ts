import type { WorkCalendar } from '../domain/time/calendar.schema';
import { computeDeadline } from '../domain/time/deadline';
import { durationMs } from '../domain/time/duration';
import { rolesAbove } from '../domain/policy/roles';
import type { RungRule, TimeLimit } from '../domain/policy/step';
import type { Rung } from '../domain/case/state';
import type { PureAnswers, Substitute } from '../domain/activity-contract';
import type { Holder } from '../models/directory';
import type { BundleSource } from './bundle-source';
import { findRoleNow, isFree } from './find-role';
import type { StaffSource } from './staff-source';

/** Everything that opening a task needs, in one answer: who, until when and why then, and the ladder as instants. */
export function createPlanTask(bundles: BundleSource, staff: StaffSource): PureAnswers['planTask'] {
  return async (question) => {
    const { bundleHash, from, role, department, places, assignee, barred, within, fixedDueAt, overdue } = question;
    const { policy, calendar } = await bundles.get(bundleHash);
    const found = await findRoleNow(policy, staff, { role, department, places, barred });
    if (assignee !== undefined && staff.inPlaceOf(assignee) === undefined) await staff.freshen();
    const inPlace = assignee === undefined ? undefined : staff.inPlaceOf(assignee);
    const roles = [role, found.role, ...(question.orAbove === true ? rolesAbove(policy, found.role) : [])];
    const holdsPost = ({ id }: Holder): boolean =>
      question.byName === true ||
      roles.some((one) =>
        staff
          .holders(one, { department, places, ofDepartment: policy.roles[one]?.ofDepartment })
          .some((holder) => holder.id === id),
      );
    const isThere = inPlace !== undefined && isFree(inPlace, barred) && holdsPost(inPlace);
    const mayAct = isThere
      ? [inPlace]
      : staff
          .holders(found.role, { department, places, ofDepartment: policy.roles[found.role]?.ofDepartment })
          .filter((holder) => isFree(holder, barred));
    const who = {
      ...found,
      ...(assignee === undefined || isThere ? {} : { unavailable: assignee }),
      substitutes: substitutesAmong(mayAct),
    };
    const due =
      fixedDueAt !== undefined
        ? { dueAt: fixedDueAt }
        : within === undefined
          ? undefined
          : computeDeadline({ from, within, calendar });
    if (due === undefined) return { ...who, rungs: [] };
    return {
      ...who,
      ...due,
      counting: fixedDueAt === undefined && within !== undefined ? within.counting : 'clock',
      rungs: overdue.map((rule) => rungAt(rule, due.dueAt, from, calendar)).sort((a, b) => a.at.localeCompare(b.at)),
    };
  };
}

/** Each substitute once, however many colleagues they stand in for. */
function substitutesAmong(holders: readonly Holder[]): Substitute[] {
  const substitutes = new Map<string, Substitute>();
  for (const { id, for: absent } of holders)
    if (absent !== undefined && !substitutes.has(id)) substitutes.set(id, { id, for: absent });
  return [...substitutes.values()];
}

function rungAt(rule: RungRule, dueAt: string, from: string, calendar: WorkCalendar): Rung {
  return {
    at: alertAt(rule, dueAt, from, calendar),
    does: rule.do,
    ...(rule.to === undefined ? {} : { to: rule.to }),
    ...(rule.action === undefined ? {} : { action: rule.action }),
    ...(rule.data === undefined ? {} : { data: rule.data }),
    ...(rule.charge === undefined ? {} : { charge: rule.charge }),
    ...(rule.after === undefined ? {} : { after: rule.after }),
  };
}

/** When something that is told before or after a due time is told. */
export function alertAt(
  when: Pick<RungRule, 'before' | 'after'>,
  dueAt: string,
  from: string,
  calendar: WorkCalendar,
): string {
  return when.before === undefined ? after(dueAt, when.after, calendar) : before(dueAt, when.before, from);
}

function after(dueAt: string, limit: TimeLimit | undefined, calendar: WorkCalendar): string {
  return limit === undefined ? dueAt : computeDeadline({ from: dueAt, within: limit, calendar }).dueAt;
}

/** A reminder never comes before the task itself: where the limit is shorter than the lead, it comes halfway. */
function before(dueAt: string, lead: string, from: string): string {
  const at = new Date(Date.parse(dueAt) - durationMs(lead)).toISOString();
  return at > from ? at : new Date((Date.parse(from) + Date.parse(dueAt)) / 2).toISOString();
}
