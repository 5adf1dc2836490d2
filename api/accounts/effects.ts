import { OF_HEARINGS } from '../../domain/penalties/hearing';
import type { StaffMember } from '../../models/staff';
import { asActor } from '../authenticate';
import { ownTasksOf } from '../case/tasks-asked';
import type { Deps } from '../deps';
import { knownPolicies, latestPolicies } from '../policies';
import { onlyOversees } from '../roles';
import { roleTitles } from '../titles';
import type { Effects } from './effects-schema';

/** Tasks that are named; the count says how many there are. */
const MOST_NAMED = 20;

/**
 * What hangs on somebody just now, for whoever is about to change their account: what waits for them, roles that nobody
 * else holds, and whom they are the substitute of. Hearings are left out: that somebody is heard is for the case to tell.
 */
export async function effectsOn(member: StaffMember, deps: Deps): Promise<Effects> {
  const { models, sessions, clock } = deps;
  const now = clock().toISOString();
  const staff = (await models.staff.all()).filter((one) => one.active && one.id !== member.id);
  const isHeldByOthers = (role: string): boolean => staff.some(({ roles }) => roles.includes(role));
  const vacant = member.active ? member.roles.filter((role) => !isHeldByOthers(role)) : [];
  const titles = roleTitles(vacant, await knownPolicies(deps));
  return {
    ...(await tasksOf(member, deps)),
    onlyHolderOf: vacant.map((id) => ({ id, title: titles[id] ?? { zh: id, en: id } })),
    substituteOf: staff.flatMap(({ id, name, absences }) =>
      absences
        .filter(({ substitute, to }) => substitute === member.id && to > now)
        .map(({ from, to }) => ({ id, name, from, to })),
    ),
    sessions: (await sessions.of(member.id)).length,
  };
}

async function tasksOf(member: StaffMember, deps: Deps): Promise<Pick<Effects, 'assigned' | 'open' | 'tasks'>> {
  if (!member.active || member.roles.length === 0 || onlyOversees(member)) return { assigned: 0, open: 0, tasks: [] };
  // Of no policy and nobody: that there is a hearing or an appeal tells that somebody is up for a penalty.
  const hearings = { actions: OF_HEARINGS, person: '', policies: [] };
  const own = { ...ownTasksOf(asActor(member, undefined, deps), await latestPolicies(deps)), hearings };
  const { tasks } = deps.models;
  const [named, open] = await Promise.all([
    tasks.list({ ...own, isAssigned: true }, { limit: MOST_NAMED }),
    tasks.count({ ...own, isAssigned: false }),
  ]);
  return {
    assigned: named.total.count,
    open: open.count,
    tasks: named.items.map(({ no, title, dueAt }) => ({ no, title, ...(dueAt === undefined ? {} : { dueAt }) })),
  };
}
