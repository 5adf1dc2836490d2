import { z } from 'zod';
import { addDays } from '../../domain/time/local-time';
import { countersOfTasks, hourOf } from '../../domain/reports/contribution';
import { byPlace, DASHBOARD_DIMENSIONS, dashboardOf } from '../../domain/reports/dashboard';
import type { Reach } from '../../domain/values/place';
import { bilingualSchema } from '../../domain/policy/step';
import { both } from '../../domain/values/text';
import { NO_PLACE } from '../../models/counters';
import type { TaskFilter } from '../../models/tasks';
import { defineOperation } from '../operation';
import { withTitles } from '../reports/dashboard-titles';
import { beginOf, dashboardQuery, managedBy, stretchOf } from '../reports/managed';
import { reachOf } from '../reports/reach';

const HOURS_SOON = 24;
const HOUR_MS = 3_600_000;
const number = z.int();
const figuresSchema = z.record(z.string(), z.number().nullable()).meta({
  description:
    'By name; docs/reports.md explains them. Shares from 0 to 1, durations in milliseconds, amounts in fen. null: no data.',
});

const title = bilingualSchema;
const categorySchema = z.object({ policy: z.string(), category: z.string(), title, received: number, before: number });

const dashboardSchema = z
  .object({
    asOf: z.iso.datetime(),
    from: z.iso.date(),
    to: z.iso.date(),
    zone: z.string().meta({ description: 'IANA zone by whose clocks its days begin.' }),
    policies: z.array(z.string()),
    open: z.object({
      total: number,
      byStage: z.array(z.object({ policy: z.string(), stage: z.string(), title, open: number })),
      byAge: z.array(
        z.object({
          ...{ fromDays: number, toDays: number.optional(), open: number },
          recordedFrom: z.iso.datetime().optional(),
          recordedTo: z.iso.datetime().meta({ description: 'Not included. By these two the register finds the same.' }),
        }),
      ),
      byDepartment: z.array(z.object({ policy: z.string(), department: z.string(), title, open: number })),
    }),
    due: z
      .object({
        ...{ overdue: number, within24Hours: number, later: number },
        overdueBefore: z.iso.datetime(),
        laterFrom: z.iso.datetime(),
      })
      .meta({
        description:
          'Open tasks of cases, incidents and corrective actions with a time limit, to the hour: overdue is what was due ' +
          'before `overdueBefore`, later what is due from `laterFrom` on.',
      }),
    load: z
      .array(z.object({ person: z.string().optional(), role: z.string().optional(), title, open: number }))
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
      .array(z.object({ place: z.string(), title, open: number, received: number, before: number }))
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
  querySchema: z.strictObject(dashboardQuery),
  answers: { 200: { description: 'The dashboard.', schema: dashboardSchema } },
  problems: ['WrongPlace'],
  handle: async ({ deps, actor, query }) => {
    const managed = await managedBy(deps, actor, query.policy);
    const policies = managed.map(({ policy }) => policy.id);
    const now = deps.clock().getTime();
    const { zone } = managed[0].calendar;
    const { beforeFrom, from, today } = stretchOf(now, query.days, zone);
    const { counters, directory } = deps.models;
    const known = directory.places();
    const within = reachOf(known, actor, query.place);
    const scope = within === undefined ? undefined : [...(within.withNone ? [NO_PLACE] : []), ...within.places];
    const each = within?.places ?? [...known.keys()];
    const [standing, waits, days, standingThere, daysThere] = await Promise.all([
      counters.ofNow(policies, scope),
      deps.models.tasks.waits({ policy: policies, ...waitsWithin(within) }),
      counters.ofDays(policies, beforeFrom, today, DASHBOARD_DIMENSIONS, scope),
      counters.ofNow(policies, each),
      counters.ofDays(policies, beforeFrom, today, [''], each),
    ]);
    const asOf = new Date(now).toISOString();
    const standingNow = [...standing, ...countersOfTasks(waits)];
    const shown = dashboardOf({ now: asOf, today, from, to: today, standing: standingNow, days });
    const places = byPlace({ from, standing: standingThere, days: daysThere }).map((row) => ({
      ...row,
      title: known.get(row.place)?.title ?? both(row.place, row.place),
    }));
    const { open, due, ...more } = withTitles(shown, managed, directory);
    const byAge = open.byAge.map((band) => ({
      ...band,
      ...(band.toDays === undefined ? {} : { recordedFrom: beginOf(addDays(today, -band.toDays), zone) }),
      recordedTo: beginOf(addDays(today, 1 - band.fromDays), zone),
    }));
    const body = {
      ...{ asOf, from, to: today, zone, policies, open: { ...open, byAge } },
      due: { ...due, overdueBefore: hourAt(now, 0), laterFrom: hourAt(now, HOURS_SOON + 1) },
      ...more,
      places,
    };
    return { status: 200, body };
  },
});

/** The beginning of the hour so many hours from now. */
function hourAt(now: number, hours: number): string {
  return `${hourOf(new Date(now + hours * HOUR_MS).toISOString())}:00:00.000Z`;
}

/** Tasks of proceedings are narrowed as cases are; one place alone leaves out what belongs to none. */
function waitsWithin(within: Reach | undefined): TaskFilter {
  if (within === undefined) return {};
  return within.withNone ? { seenFrom: within.places } : { place: within.places };
}
