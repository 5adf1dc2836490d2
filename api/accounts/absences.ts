import { both } from '../../domain/values/text';
import type { Absence, StaffMember } from '../../models/staff';
import { invalid } from '../invalid';
import { Problem } from '../problem';
import { isOverseer } from '../roles';

const MOST = 200;
const DAY_MS = 86_400_000;
/** So long somebody may give their part to a substitute without anybody else having a word in it. */
const MOST_OWN_DAYS = 60;
/** "From now on" takes a moment to get here. */
const GRACE_MS = 60_000;

/**
 * Somebody's absences with another one, in order. Delays are excused by absence, so nobody adds one of their own
 * afterwards: that is an administrator's to record, and excuses nothing that fell due before it was.
 * Of one's own, no more than 60 days lie ahead at once: more takes an administrator.
 * @throws Problem Invalid, InThePast
 */
export function withAbsence(
  absence: Absence,
  {
    person,
    all,
    now,
    isOwn,
  }: {
    readonly person: StaffMember;
    readonly all: ReadonlyMap<string, StaffMember>;
    /** ISO instant. */
    readonly now: string;
    readonly isOwn: boolean;
  },
): Absence[] {
  const { from, to, substitute } = absence;
  if (Date.parse(from) >= Date.parse(to))
    throw wrong('to', 'not_after', '须晚于开始时间。', 'The end must be after the beginning.');
  if (isOwn && Date.parse(from) < Date.parse(now) - GRACE_MS)
    throw new Problem('InThePast', {
      detail: both('本人不能补登过去的缺勤。', 'You cannot enter your own absence afterwards.'),
      wayOut: both('请管理员补登。', 'Ask an administrator to enter the absence.'),
    });
  if (person.absences.some((one) => Date.parse(one.from) < Date.parse(to) && Date.parse(from) < Date.parse(one.to)))
    throw wrong('from', 'overlaps', '与已登记的缺勤重叠。', 'The absence overlaps one already entered.');
  if (person.absences.length >= MOST)
    throw wrong('from', 'too_many', `最多 ${MOST} 段缺勤。`, `At most ${MOST} absences are allowed.`);
  const ahead = [...person.absences, absence].map((one) => lengthAhead(one, now)).reduce((a, b) => a + b, 0);
  if (isOwn && ahead > MOST_OWN_DAYS * DAY_MS)
    throw wrong(
      'to',
      'too_long',
      `本人登记的缺勤合计不超过 ${MOST_OWN_DAYS} 天，更长的请管理员登记。`,
      `You may enter at most ${MOST_OWN_DAYS} days of future absence in total. Ask an administrator to enter more.`,
    );
  if (substitute !== undefined) checkSubstitute(substitute, person, all);
  return [...person.absences, { ...absence, enteredAt: now }].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/**
 * Somebody's absences without one that has not begun, or with one that ends now.
 * @param from its beginning, by which it is known
 * @throws Problem NotFound; InThePast if it is over: what was, stays
 */
export function endedAbsence(
  from: string,
  { person, now }: { readonly person: StaffMember; readonly now: string },
): Absence[] {
  const absence = person.absences.find((one) => Date.parse(one.from) === Date.parse(from));
  if (absence === undefined)
    throw new Problem('NotFound', { detail: both('没有此时开始的缺勤。', 'No absence begins then.') });
  if (Date.parse(absence.to) <= Date.parse(now))
    throw new Problem('InThePast', {
      detail: both('此缺勤已结束，不再更改。', 'The absence has ended and can no longer be changed.'),
    });
  if (Date.parse(absence.from) >= Date.parse(now)) return person.absences.filter((one) => one !== absence);
  return person.absences.map((one) => (one === absence ? { ...absence, to: now } : one));
}

function checkSubstitute(substitute: string, person: StaffMember, all: ReadonlyMap<string, StaffMember>): void {
  if (substitute === person.id)
    throw wrong('substitute', 'oneself', '不能由本人代理。', 'The substitute must be another person.');
  const colleague = all.get(substitute);
  if (colleague?.active !== true)
    throw wrong('substitute', 'unknown', '没有此在职人员。', 'No active staff member has this id.');
  if ([person, colleague].some(isOverseer))
    throw wrong(
      'substitute',
      'overseer',
      '管理员和审计员既不代理他人，也不由他人代理。',
      'Administrators and auditors may not act as substitutes or have substitutes.',
    );
  if (colleague.roles.length === 0)
    throw wrong(
      'substitute',
      'no_role',
      '代理人须有岗位。请选择有岗位的同事。',
      'The substitute must hold a role. Name a colleague who holds one.',
    );
}

function lengthAhead({ from, to }: Absence, now: string): number {
  return Math.max(0, Date.parse(to) - Math.max(Date.parse(from), Date.parse(now)));
}

function wrong(field: string, code: string, zh: string, en: string): Problem {
  return invalid([{ field, code, message: both(zh, en) }]);
}
