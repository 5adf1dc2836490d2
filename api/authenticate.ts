import type { Request } from 'express';
import type { Actor } from '../domain/file/envelope';
import { both } from '../domain/values/text';
import type { StaffMember } from '../models/staff';
import { holdsNoRole } from './case/own-tasks';
import type { Deps } from './deps';
import type { Local } from './local';
import type { Operation } from './operation';
import { Problem } from './problem';
import { ADMINISTRATOR, AUDITOR, isOverseer } from './roles';
import { cookieTokenIn } from './session/cookie';
import { requireOwnPage } from './session/own-page';
import { notSignedIn } from './session/sessions';

type Who = Exclude<Operation['who'], 'anybody'>;

/**
 * Whose session it is, by the token alone: that of the Authorization header, whatever cookie there is, or else that of the
 * cookie, which counts for our own pages only. The account is noted as soon as the token names it, so that a refusal says who
 * was refused.
 * @throws Problem NotSignedIn, PasswordMustChange, CrossSite
 */
export async function signedInMember(request: Request, notes: Local, { sessions }: Deps): Promise<StaffMember> {
  const authorization = request.get('Authorization');
  const bearer = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  const token = authorization === undefined ? cookieTokenIn(request.get('Cookie')) : bearer;
  const claims = token === undefined ? undefined : await sessions.claimsOf(token);
  if (claims === undefined) throw notSignedIn();
  notes.account = claims.id;
  if (authorization === undefined) requireOwnPage(request);
  const member = await sessions.memberOf(claims);
  notes.session = claims.session;
  return member;
}

/**
 * As whom somebody who is signed in acts, by the directory; nothing in the body has a say.
 * @throws Problem MayNotActFor or RoleMissing
 */
export function actorOf(
  member: StaffMember,
  { actingFor, who, ownTasks }: { actingFor: string | undefined; who: Who; ownTasks?: true | undefined },
  deps: Deps,
): Actor {
  const actor = asActor(member, actingFor, deps);
  if (!(ownTasks === true && holdsNoRole(actor))) requireRole(actor, who);
  return actor;
}

/**
 * Whoever stands in for a colleague acts in that colleague's roles, departments and places instead of their own: with
 * both, a role of the one would count in a department of the other. Rules about persons bind both of them.
 */
export function asActor(
  member: StaffMember,
  actingFor: string | undefined,
  { models: { directory }, clock }: Deps,
): Actor {
  const { id, roles, departments, places = [] } = member;
  if (actingFor === undefined || actingFor === id)
    return { id, roles, departments, places, ...(isAdministrator(member) ? { kind: 'administrator' } : {}) };
  const away = directory.person(actingFor);
  if (away?.active !== true || directory.substituteOf(actingFor, clock().toISOString()) !== id)
    throw new Problem('MayNotActFor', {
      detail: both(
        '名录中您现在不是此人的代理人。',
        'According to the directory, you are not currently this person’s substitute.',
      ),
    });
  if (isOverseer(member) || isOverseer(away))
    throw new Problem('MayNotActFor', {
      detail: both(
        '管理员和审计员既不代理他人，也不由他人代理。',
        'Administrators and auditors may not act as substitutes or have substitutes.',
      ),
    });
  return {
    ...{ id, roles: away.roles, departments: away.departments, places: away.places ?? [] },
    ...{ for: actingFor, ownDepartments: departments },
  };
}

/** Roles that may ask for what is open to these; `staff` and `acting` are open to every role but those named. */
const MAY_ASK: Readonly<Record<Exclude<Who, 'signedIn'>, (role: string) => boolean>> = {
  staff: (role) => role !== ADMINISTRATOR,
  acting: (role) => role !== ADMINISTRATOR && role !== AUDITOR,
  auditor: (role) => role === AUDITOR,
  administrator: (role) => role === ADMINISTRATOR,
  overseer: (role) => role === ADMINISTRATOR || role === AUDITOR,
};

function requireRole(actor: Actor, who: Who): void {
  if (who === 'signedIn') return;
  if (holdsNoRole(actor))
    throw new Problem('RoleMissing', { detail: both('您没有任何工作人员角色。', 'You hold no staff role.') });
  if (actor.roles.some(MAY_ASK[who])) return;
  throw new Problem('RoleMissing', {
    detail: {
      staff: both('管理员只管理账号，不查看案件。', 'Administrators manage accounts and may not read cases.'),
      acting: actor.roles.includes(ADMINISTRATOR)
        ? both('管理员只管理账号，不办理案件。', 'Administrators manage accounts and may not act in cases.')
        : both('审计员只能查看。', 'Auditors have read access only.'),
      auditor: both('只有审计员可以查看。', 'Only auditors may read this.'),
      administrator: both('只有管理员可以管理账号。', 'Only administrators may manage accounts.'),
      overseer: both('只有管理员和审计员可以查看。', 'Only administrators and auditors may read this.'),
    }[who],
  });
}

function isAdministrator({ roles }: StaffMember): boolean {
  return roles.includes(ADMINISTRATOR);
}
