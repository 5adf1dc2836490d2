import type { Request } from 'express';
import type { Actor } from '../domain/envelope';
import { both } from '../domain/text';
import type { StaffMember } from '../models/staff';
import { holdsNoRole } from './case/own-tasks';
import type { Deps } from './deps';
import type { Operation } from './operation';
import { Problem } from './problem';
import { AUDITOR } from './roles';
import { notSignedIn } from './session/sessions';

type Who = Exclude<Operation['who'], 'anybody'>;

/**
 * Who asks, by their token and the directory; nothing in the body has a say.
 * @throws Problem NotSignedIn, MayNotActFor or RoleMissing
 */
export async function authenticate(
  request: Request,
  { who, ownTasks }: { who: Who; ownTasks?: true },
  deps: Deps,
): Promise<Actor> {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.get('Authorization') ?? '')?.[1];
  if (token === undefined) throw notSignedIn();
  const member = await deps.sessions.memberOf(token);
  const actor = asActor(member, request.get('X-Acting-For'), deps);
  if (!(ownTasks === true && holdsNoRole(actor))) requireRole(actor, who);
  return actor;
}

/**
 * Whoever stands in for a colleague acts in that colleague's roles, departments and places instead of their own: with
 * both, a role of the one would count in a department of the other. Rules about persons bind both of them.
 */
function asActor(member: StaffMember, actingFor: string | undefined, { models: { directory }, clock }: Deps): Actor {
  const { id, roles, departments, places = [] } = member;
  if (actingFor === undefined || actingFor === id) return { id, roles, departments, places };
  const away = directory.person(actingFor);
  if (away?.active !== true || directory.substituteOf(actingFor, clock().toISOString()) !== id)
    throw new Problem('MayNotActFor', {
      detail: both('名录中您现在不是此人的代理人。', 'By the directory, you are not standing in for this person now.'),
    });
  return {
    ...{ id, roles: away.roles, departments: away.departments, places: away.places ?? [] },
    ...{ for: actingFor, ownDepartments: departments },
  };
}

function requireRole(actor: Actor, who: Who): void {
  if (who === 'signedIn') return;
  if (holdsNoRole(actor))
    throw new Problem('RoleMissing', { detail: both('您没有任何工作人员角色。', 'You hold no role of staff.') });
  if (who === 'acting' && actor.roles.every((role) => role === AUDITOR))
    throw new Problem('RoleMissing', { detail: both('审计员只能查看。', 'Auditors only read.') });
  if (who === 'auditor' && !actor.roles.includes(AUDITOR))
    throw new Problem('RoleMissing', { detail: both('只有审计员可以查看。', 'Only auditors may read this.') });
}
