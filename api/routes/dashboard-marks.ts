import { z } from 'zod';
import { addDays } from '../../domain/time/local-time';
import { FIGURE_NAMES, marksBehind } from '../../domain/reports/figures';
import { both } from '../../domain/values/text';
import { defineOperation } from '../operation';
import { flag, pageQuery, Paging } from '../paging';
import { beginOf, dashboardQuery, managedBy, stretchOf } from '../reports/managed';
import { reachOf } from '../reports/reach';
import { marksPage, marksSchema } from '../reports/shown-marks';

/** The strokes behind a figure of the dashboard. */
export const dashboardMarks = defineOperation({
  id: 'listDashboardMarks',
  method: 'get',
  path: '/dashboard/marks',
  tag: 'Reports',
  title: both('看板数字背后的投诉', 'Complaints behind a figure of the dashboard'),
  help: both(
    '某项数字由哪些投诉的哪些事构成，每笔一行，与看板同一口径；不含姓名，不给总数：总数就是看板上的数字。',
    'What a figure is made of, one by one, counted as the dashboard counts. No names, and no total: the figure is that.',
  ),
  who: 'staff',
  querySchema: z.strictObject({
    ...dashboardQuery,
    figure: z.enum(FIGURE_NAMES),
    before: flag.optional().meta({ description: '`true`: of the days before.' }),
    at: z.string().min(1).max(60).optional().meta({ description: 'Only of cases that belong to this very place.' }),
    category: z.string().min(1).max(100).optional(),
    topCategory: z.string().min(1).max(100).optional(),
    cause: z.string().min(1).max(100).optional(),
    ...pageQuery,
  }),
  answers: { 200: { description: 'Marks, the latest case first.', schema: marksSchema } },
  problems: ['WrongPlace', 'TooBroad'],
  handle: async ({ deps, actor, query }) => {
    const managed = await managedBy(deps, actor, query.policy);
    const { figure, days, before, at, category, topCategory, cause } = query;
    const { zone } = managed[0].calendar;
    const { beforeFrom, from, today } = stretchOf(deps.clock().getTime(), days, zone);
    const [first, end] = before === true ? [beforeFrom, from] : [from, addDays(today, 1)];
    const known = deps.models.directory.places();
    const within = reachOf(known, actor, query.place ?? at);
    const where = Object.entries({ place: at, category, topCategory, cause }).flatMap(([dimension, value]) =>
      value === undefined ? [] : [[dimension, [value]] as const],
    );
    const wanted = {
      // The days of each policy's cases begin by its own clocks, as they are counted.
      stretches: managed.map(({ policy, calendar }) => ({
        ...{ policy: policy.id, from: beginOf(first, calendar.zone), to: beginOf(end, calendar.zone) },
      })),
      ...{ what: marksBehind(figure), where: Object.fromEntries(where), within },
    };
    // A day later the same words mean other days.
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listDashboardMarks', query: { ...query, today } });
    const found = await deps.models.marks.list(wanted, paging.request(query));
    return { status: 200, body: marksPage(figure, found, paging, query) };
  },
});
