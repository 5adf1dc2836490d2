import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { periodById } from '../../domain/reports/period';
import type { Period } from '../../domain/reports/period';
import { both } from '../../domain/values/text';
import type { Deps } from '../deps';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { mayRead } from './may-read';

/** The address of a report. */
export const reportPath = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}\.[a-z][A-Za-z0-9]{0,59}$/, 'policy and report, such as supermarket.returns')
    .meta({ description: '`<policy>.<report>`.' }),
  period: z
    .string()
    .regex(/^\d{4}-(?:\d\d|W\d\d)$/, 'a month such as 2026-11 or a week such as 2026-W47')
    .meta({ description: 'A month (`2026-11`) or a week (`2026-W47`), as the report is.' }),
});

/** The report that an address means. */
export interface Wanted {
  bundle: PolicyBundle;
  name: string;
  period: Period;
}

/** @throws Problem NotFound, RoleMissing, or Invalid for a period of another kind */
export async function wanted(deps: Deps, actor: Actor, path: z.output<typeof reportPath>): Promise<Wanted> {
  const [policy = '', name = ''] = path.id.split('.');
  const bundle = (await latestPolicies(deps)).find((one) => one.policy.id === policy);
  const definition = bundle?.reports?.[name];
  if (bundle === undefined || definition === undefined)
    throw new Problem('NotFound', {
      detail: both('没有此报表；GET /reports 列出全部。', 'There is no such report; GET /reports lists them.'),
    });
  if (!mayRead(actor, bundle, definition))
    throw new Problem('RoleMissing', {
      detail: both('仅主管和收件角色可读。', 'Only managers and the roles that get it may read it.'),
    });
  const period = periodById(definition.every, path.period, bundle.calendar.zone);
  if (period !== undefined) return { bundle, name, period };
  const message =
    definition.every === 'month'
      ? both('此报表按月，例如 2026-11。', 'This report is monthly: 2026-11.')
      : both('此报表按周，例如 2026-W47。', 'This report is weekly: 2026-W47.');
  throw new Problem('Invalid', { detail: message, errors: [{ field: '/period', code: 'invalid_value', message }] });
}
