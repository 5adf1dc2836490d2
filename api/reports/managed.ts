import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import { addDays, instantAt, isoInstant, localDateOf } from '../../domain/time/local-time';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { isManager } from '../roles';

const MOST_DAYS = 366;

/** What a dashboard is asked for. */
export const dashboardQuery = {
  policy: z.string().min(1).max(100).optional(),
  place: z.string().min(1).max(60).optional().meta({ description: 'Only this place and what lies within it.' }),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_DAYS)
    .default(30)
    .meta({ description: 'So many days to today, compared with as many before.' }),
};

/**
 * The policies that somebody manages, or the one of them that is asked for.
 * @throws Problem RoleMissing if there is none
 */
export async function managedBy(
  deps: Deps,
  actor: Actor,
  asked: string | undefined,
): Promise<readonly [PolicyBundle, ...PolicyBundle[]]> {
  const [first, ...more] = (await latestPolicies(deps)).filter(
    ({ policy }) => isManager(actor.roles, [policy]) && (asked === undefined || policy.id === asked),
  );
  if (first === undefined)
    throw new Problem('RoleMissing', {
      detail: both(
        '只有主管可以查看看板，且限其主管的办法。',
        'Only managers see the dashboard, of policies that they manage.',
      ),
    });
  return [first, ...more];
}

/** So many days to today, both included, and the first day of as many before. */
export interface Stretch {
  beforeFrom: string;
  from: string;
  today: string;
}

/** The days that a dashboard shows, by the clocks of a policy's zone. */
export function stretchOf(now: number, days: number, zone: string): Stretch {
  const today = localDateOf(now, zone);
  const from = addDays(today, 1 - days);
  return { beforeFrom: addDays(from, -days), from, today };
}

/** The instant at which a day begins. */
export function beginOf(day: string, zone: string): string {
  return isoInstant(instantAt(day, 0, zone));
}
