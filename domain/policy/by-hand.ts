import { z } from 'zod';
import { rungSchema, timeLimitSchema } from './step';

/** By when the policy's owner decides what a table could not, and what happens if not. */
export const byHandSchema = z.strictObject({ within: timeLimitSchema, overdue: z.array(rungSchema).min(1) });
export type ByHandRules = z.output<typeof byHandSchema>;

const HALF_A_DAY = { duration: 'PT4H', counting: 'working' } as const;

/** As much of a policy as says who owns it. */
interface Owned {
  byHand?: ByHandRules | undefined;
  owner: string;
  roles: Record<string, { above?: string | undefined }>;
}

/** What a policy that says nothing gets: no case stands still because one person is not there. */
export function byHandRules({ byHand, owner, roles }: Owned): ByHandRules {
  if (byHand !== undefined) return byHand;
  const above = roles[owner]?.above;
  return {
    within: HALF_A_DAY,
    overdue: [
      { before: 'PT1H', do: 'remind' },
      { do: 'overdue' },
      ...(above === undefined ? [] : [{ after: HALF_A_DAY, do: 'escalate' as const, to: above }]),
    ],
  };
}
