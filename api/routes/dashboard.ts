import { z } from 'zod';
import { addDays, localDateOf } from '../../domain/local-time';
import { countersOfTasks } from '../../domain/reports/contribution';
import { byPlace, DASHBOARD_DIMENSIONS, dashboardOf } from '../../domain/reports/dashboard';
import type { Reach } from '../../domain/place';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/text';
import { NO_PLACE } from '../../models/counters';
import type { TaskFilter } from '../../models/tasks';
import { defineOperation } from '../operation';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { reachOf } from '../reports/reach';
import { isManager } from '../roles';

const MOST_DAYS = 366;
const number = z.int();
const figuresSchema = z.record(z.string(), z.number().nullable()).meta({
  description:
    'By name; docs/reports.md explains them. Shares from 0 to 1, durations in milliseconds, amounts in fen. null: no data.',
});

const categorySchema = z.object({ policy: z.string(), category: z.string(), received: number, before: number });

const dashboardSchema = z
  .object({
    asOf: z.iso.datetime(),
    from: z.iso.date(),
    to: z.iso.date(),
    policies: z.array(z.string()),
    open: z.object({
      total: number,
      byStage: z.array(z.object({ policy: z.string(), stage: z.string(), open: number })),
      byAge: z.array(z.object({ fromDays: number, toDays: number.optional(), open: number })),
      byDepartment: z.array(z.object({ policy: z.string(), department: z.string(), open: number })),
    }),
    due: z
      .object({ overdue: number, within24Hours: number, later: number })
      .meta({ description: 'Open tasks of cases, incidents and corrective actions with a time limit, to the hour.' }),
    load: z
      .array(z.object({ person: z.string().optional(), role: z.string().optional(), open: number }))
      .meta({ description: 'Open tasks by assignee or responsible role, most first.' }),
    trend: z.array(z.object({ day: z.iso.date(), received: number, resolved: number, closed: number })),
    figures: figuresSchema,
    before: figuresSchema,
    categories: z.array(categorySchema),
    topCategories: z.array(categorySchema).meta({
      description: 'For policies with nested categories: each main category including its subcategories.',
    }),
    causes: z.array(z.object({ policy: z.string(), cause: z.string(), found: number, before: number })),
    places: z
      .array(z.object({ place: z.string(), title: bilingualSchema, open: number, received: number, before: number }))
      .meta({ description: 'Each place with cases, most received first.' }),
  })
  .meta({ id: 'Dashboard' });

/** How things stand, for those who manage. */
export const dashboard = defineOperation({
  id: 'readDashboard',
  method: 'get',
  path: '/dashboard',
  tag: 'Reports',
  title: both('看板', 'Dashboard'),
  help: both(
    '按环节与时长的在办投诉、到期与逾期、各人负荷、趋势、主要原因与满意度；取自随案件更新的计数，滞后数秒。限主管，按其主管的办法和所在单位。',
    'Open cases by stage and age, due and overdue tasks, workload per person, trends, top causes and satisfaction, taken from ' +
      'counters that follow the cases within seconds. For managers, limited to their policies and places.',
  ),
  who: 'staff',
  querySchema: z.strictObject({
    policy: z.string().min(1).max(100).optional(),
    place: z.string().min(1).max(60).optional().meta({ description: 'Only this place and the places below it.' }),
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(MOST_DAYS)
      .default(30)
      .meta({ description: 'Number of days up to today, compared with the same number before.' }),
  }),
  answers: { 200: { description: 'The dashboard.', schema: dashboardSchema } },
  problems: ['WrongPlace'],
  handle: async ({ deps, actor, query }) => {
    const managed = (await latestPolicies(deps)).filter(
      ({ policy }) => isManager(actor.roles, [policy]) && (query.policy === undefined || policy.id === query.policy),
    );
    const [first] = managed;
    if (first === undefined)
      throw new Problem('RoleMissing', {
        detail: both(
          '只有主管可以查看看板，且限其主管的办法。',
          'Only managers may see the dashboard, limited to their own policies.',
        ),
      });
    const policies = managed.map(({ policy }) => policy.id);
    const now = deps.clock().getTime();
    const today = localDateOf(now, first.calendar.zone);
    const from = addDays(today, 1 - query.days);
    const { counters, directory } = deps.models;
    const known = directory.places();
    const within = reachOf(known, actor, query.place);
    const scope = within === undefined ? undefined : [...(within.withNone ? [NO_PLACE] : []), ...within.places];
    const each = within?.places ?? [...known.keys()];
    const [standing, waits, days, standingThere, daysThere] = await Promise.all([
      counters.ofNow(policies, scope),
      deps.models.tasks.waits({ policy: policies, ...waitsWithin(within) }),
      counters.ofDays(policies, addDays(from, -query.days), today, DASHBOARD_DIMENSIONS, scope),
      counters.ofNow(policies, each),
      counters.ofDays(policies, addDays(from, -query.days), today, [''], each),
    ]);
    const asOf = new Date(now).toISOString();
    const standingNow = [...standing, ...countersOfTasks(waits)];
    const shown = dashboardOf({ now: asOf, today, from, to: today, standing: standingNow, days });
    const places = byPlace({ from, standing: standingThere, days: daysThere }).map((row) => ({
      ...row,
      title: known.get(row.place)?.title ?? both(row.place, row.place),
    }));
    return { status: 200, body: { asOf, from, to: today, policies, ...shown, places } };
  },
});

/** Tasks of proceedings are narrowed as cases are; one place alone leaves out what belongs to none. */
function waitsWithin(within: Reach | undefined): TaskFilter {
  if (within === undefined) return {};
  return within.withNone ? { seenFrom: within.places } : { place: within.places };
}
