import { z } from 'zod';
import { FIGURE_NAMES, marksBehind } from '../../domain/reports/figures';
import { periodBefore } from '../../domain/reports/period';
import { both } from '../../domain/values/text';
import { invalid } from '../invalid';
import { defineOperation } from '../operation';
import { flag, pageQuery, Paging } from '../paging';
import type { Problem } from '../problem';
import { reachOf } from '../reports/reach';
import { marksPage, marksSchema } from '../reports/shown-marks';
import { reportPath, wanted } from '../reports/wanted';

/** The strokes behind a figure of a report. */
export const reportMarks = defineOperation({
  id: 'listReportMarks',
  method: 'get',
  path: '/reports/{id}/{period}/marks',
  tag: 'Reports',
  title: both('报表数字背后的投诉', 'Complaints behind a figure of a report'),
  help: both(
    '某一栏、某一行的数字由哪些投诉的哪些事构成，每笔一行；不含姓名，不给总数。报表生成后才记入的，也列在内。',
    'What a figure of a section and row is made of, one by one. No names, and no total. What was journaled after the report was written is among them.',
  ),
  who: 'staff',
  pathSchema: reportPath,
  querySchema: z.strictObject({
    section: z.coerce.number().int().min(0).max(100).meta({ description: 'From 0, as the report has them.' }),
    figure: z.enum(FIGURE_NAMES),
    value: z.string().min(1).max(200).optional().meta({ description: '`value` of a row; left out: the row for all.' }),
    before: flag.optional().meta({ description: '`true`: of the period before.' }),
    place: z.string().min(1).max(60).optional().meta({ description: 'Only this place and what lies within it.' }),
    ...pageQuery,
  }),
  answers: { 200: { description: 'Marks, the latest case first.', schema: marksSchema } },
  problems: ['NotFound', 'WrongPlace', 'TooBroad'],
  handle: async ({ deps, actor, path, query }) => {
    const { bundle, name, period } = await wanted(deps, actor, path);
    const { figure, value, before, place } = query;
    const section = bundle.reports?.[name]?.sections[query.section];
    const by = section?.by;
    if (section?.figures?.includes(figure) !== true || (value !== undefined && by === undefined)) throw noSuchFigure();
    const { from, to } = before === true ? periodBefore(period, bundle.calendar.zone) : period;
    const asked = {
      ...{ stretches: [{ policy: bundle.policy.id, from, to }], what: marksBehind(figure) },
      where: { ...section.where, ...(by === undefined || value === undefined ? {} : { [by]: [value] }) },
      ...(section.major === undefined ? {} : { major: section.major }),
      within: reachOf(deps.models.directory.places(), actor, place),
    };
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listReportMarks', query: { ...path, ...query } });
    const found = await deps.models.marks.list(asked, paging.request(query));
    return { status: 200, body: marksPage(figure, found, paging, query) };
  },
});

function noSuchFigure(): Problem {
  return invalid([
    {
      field: '?section',
      code: 'invalid_value',
      message: both('该报表的这一部分没有此数字或此行。', 'This section of the report has no such figure or row.'),
    },
  ]);
}
