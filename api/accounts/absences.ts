import { both } from '../../domain/text';
import type { Absence, StaffMember } from '../../models/staff';
import { invalid } from '../invalid';
import { Problem } from '../problem';
import { ADMINISTRATOR } from '../roles';

const MOST = 200;
/** Whoever reports their own absence may have looked at the clock some minutes ago. */
const GRACE_MS = 15 * 60_000;

/**
 * Somebody's absences with another one, in order. Delays are excused by absence, so nobody adds one of their own
 * afterwards: that is an administrator's to record.
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
    throw wrong('to', 'not_after', '须晚于开始时间。', 'It must be after the beginning.');
  if (isOwn && Date.parse(from) < Date.parse(now) - GRACE_MS)
    throw new Problem('InThePast', {
      detail: both('本人不能补登过去的缺勤。', 'One’s own absence can’t be entered afterwards.'),
      wayOut: both('请管理员补登。', 'An administrator can enter it.'),
    });
  if (person.absences.some((one) => Date.parse(one.from) < Date.parse(to) && Date.parse(from) < Date.parse(one.to)))
    throw wrong('from', 'overlaps', '与已登记的缺勤重叠。', 'It overlaps an absence that is entered already.');
  if (person.absences.length >= MOST)
    throw wrong('from', 'too_many', `最多 ${MOST} 段缺勤。`, `There are ${MOST} at most.`);
  if (substitute !== undefined) checkSubstitute(substitute, person, all);
  return [...person.absences, absence].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
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
    throw new Problem('InThePast', { detail: both('此缺勤已结束，不再更改。', 'It is over and stays as it is.') });
  if (Date.parse(absence.from) >= Date.parse(now)) return person.absences.filter((one) => one !== absence);
  return person.absences.map((one) => (one === absence ? { ...absence, to: now } : one));
}

function checkSubstitute(substitute: string, person: StaffMember, all: ReadonlyMap<string, StaffMember>): void {
  if (substitute === person.id) throw wrong('substitute', 'oneself', '不能由本人代理。', 'It must be somebody else.');
  const colleague = all.get(substitute);
  if (colleague?.active !== true)
    throw wrong('substitute', 'unknown', '没有此在职人员。', 'Nobody of this id works here.');
  if ([person, colleague].some(({ roles }) => roles.includes(ADMINISTRATOR)))
    throw wrong(
      'substitute',
      'administrator',
      '管理员既不代理他人，也不由他人代理。',
      'Administrators stand in for nobody, and nobody for them.',
    );
}

function wrong(field: string, code: string, zh: string, en: string): Problem {
  return invalid([{ field, code, message: both(zh, en) }]);
}
