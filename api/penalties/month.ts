import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import { localDateOf } from '../../domain/time/local-time';
import { reachOfPosts } from '../../domain/values/place';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { isManager } from '../roles';

export const monthPath = z.strictObject({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .meta({ description: 'A month in the time zones of the policies.', examples: ['2026-07'] }),
});

/** @throws Problem NotYet if the month isn't over in the time zone of every policy. */
export async function checkIsOver(deps: Deps, month: string): Promise<void> {
  const now = deps.clock().getTime();
  const zones = (await latestPolicies(deps)).map(({ calendar }) => calendar.zone);
  if (zones.some((zone) => localDateOf(now, zone).slice(0, 7) <= month))
    throw new Problem('NotYet', {
      detail: both('该月尚未结束。', 'The month has not ended.'),
      wayOut: both('次月再结。', 'Close the month after it has ended.'),
    });
}

/**
 * Whether somebody holds one of these roles or is a leader, above all places: accounts are of the whole house, so a post at
 * one store opens none of them.
 */
export async function maySeeAll(
  deps: Deps,
  { roles: held, places = [] }: Actor,
  roles: readonly string[],
): Promise<boolean> {
  if (reachOfPosts(deps.models.directory.places(), places) !== undefined) return false;
  if (roles.some((role) => held.includes(role))) return true;
  return isManager(
    held,
    (await latestPolicies(deps)).map(({ policy }) => policy),
  );
}

/** @throws Problem RoleMissing for whoever has none of these roles above all places, and is no leader there. */
export async function checkMaySeeAll(deps: Deps, actor: Actor, roles: readonly string[]): Promise<void> {
  if (!(await maySeeAll(deps, actor, roles)))
    throw new Problem('RoleMissing', {
      detail: both(
        `需要角色 ${roles.join('、')}，或为主管，且岗位在所有单位之上。`,
        `Requires the role ${roles.join(' or ')}, or a manager, with a post above all places.`,
      ),
    });
}
