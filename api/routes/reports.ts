import { z } from 'zod';
import type { Actor } from '../../domain/file/envelope';
import { bilingualSchema } from '../../domain/policy/step';
import { FIGURE_NAMES, FIGURES } from '../../domain/reports/figures';
import type { Figure } from '../../domain/reports/figures';
import { DIMENSIONS } from '../../domain/reports/mark';
import type { ReportDocument } from '../../domain/reports/report';
import { both } from '../../domain/values/text';
import { PeriodNotOver } from '../../models/reports';
import type { Deps } from '../deps';
import { defineOperation } from '../operation';
import { latestPolicies } from '../policies';
import { Problem } from '../problem';
import { FORMATS, WRITERS } from '../reports/formats';
import { mayRead } from '../reports/may-read';
import { reachOf } from '../reports/reach';
import { reportPath, wanted } from '../reports/wanted';
import type { Wanted } from '../reports/wanted';

const values = z.record(z.string(), z.number().nullable());
const unit = z
  .enum(['count', 'share', 'duration', 'fen', 'percent'])
  .meta({ description: 'Shares from 0 to 1, durations in milliseconds, amounts in fen.' });
const periodSchema = z.object({
  every: z.enum(['week', 'month']),
  id: z.string(),
  first: z.iso.date(),
  last: z.iso.date(),
  from: z.iso.datetime(),
  to: z.iso.datetime().meta({ description: 'Exclusive.' }),
});
const reportSchema = z
  .object({
    policy: z.string(),
    report: z.string(),
    title: bilingualSchema,
    bundleHash: z.string(),
    zone: z.string(),
    period: periodSchema,
    before: periodSchema,
    sections: z.array(
      z.object({
        title: bilingualSchema,
        by: z.enum(DIMENSIONS).optional(),
        columns: z.array(z.object({ name: z.string(), title: bilingualSchema, definition: bilingualSchema, unit })),
        rows: z
          .array(z.object({ value: z.string().optional(), title: bilingualSchema, figures: values, before: values }))
          .meta({ description: 'The total row first; figures of this period and the previous one.' }),
        list: z
          .array(z.looseObject({ no: z.string(), what: z.string(), at: z.iso.datetime() }))
          .optional()
          .meta({ description: 'Instead of rows: the individual items counted.' }),
      }),
    ),
  })
  .meta({ id: 'Report' });
const writtenSchema = z.object({
  writtenAt: z.iso.datetime(),
  isNew: z.boolean(),
  isSame: z.boolean().meta({
    description:
      'Whether a report generated today would be the same. The stored report does not change; late data is missing from it.',
  }),
  document: reportSchema,
});

/** Which reports there are for me, and of which periods. */
export const reports = defineOperation({
  id: 'listReports',
  method: 'get',
  path: '/reports',
  tag: 'Reports',
  title: both('报表', 'Reports'),
  help: both(
    '我可以阅读的报表及其已有期间，以及各项数字的口径。限主管和收件角色。',
    'Reports that I may read, the available periods, and the definition of each figure. For managers and recipient roles.',
  ),
  who: 'staff',
  answers: {
    200: {
      description: 'Reports by policy, latest period first; figures by name.',
      schema: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            policy: z.string(),
            title: bilingualSchema,
            every: z.enum(['week', 'month']),
            to: z.array(z.string()).meta({ description: 'Roles that receive the report by email.' }),
            periods: z.array(z.object({ period: z.string(), writtenAt: z.iso.datetime() })),
          }),
        ),
        figures: z.record(z.string(), z.object({ title: bilingualSchema, definition: bilingualSchema, unit })),
      }),
    },
  },
  handle: async ({ deps, actor }) => {
    const readable = (await latestPolicies(deps)).flatMap((bundle) =>
      Object.entries(bundle.reports ?? {})
        .filter(([, definition]) => mayRead(actor, bundle, definition))
        .map(([name, definition]) => ({ policy: bundle.policy.id, name, definition })),
    );
    const items = await Promise.all(
      readable.map(async ({ policy, name, definition: { title, every, to } }) => ({
        ...{ id: `${policy}.${name}`, policy, title, every, to },
        periods: await deps.models.reports.periods(policy, name),
      })),
    );
    const figures = Object.fromEntries(
      FIGURE_NAMES.map((name) => {
        const figure: Figure = FIGURES[name];
        return [name, { title: figure.title, definition: figure.definition, unit: figure.unit }];
      }),
    );
    return { status: 200, body: { items, figures } };
  },
});

/** A report that is stored, in the form asked for. */
export const report = defineOperation({
  id: 'readReport',
  method: 'get',
  path: '/reports/{id}/{period}',
  tag: 'Reports',
  title: both('一期报表', 'A report'),
  help: both(
    'JSON、CSV、XLSX 或可打印的网页；文件按所要语言。岗位只在部分单位的人，看到的是这些单位的数字。',
    'As JSON, CSV, XLSX or a printable page; files in the requested language. Staff with posts at certain places see the figures of these places only.',
  ),
  who: 'staff',
  pathSchema: reportPath,
  querySchema: z.strictObject({
    format: z.enum(FORMATS).default('json'),
    place: z.string().min(1).max(60).optional().meta({ description: 'Only this place and the places below it.' }),
  }),
  answers: { 200: { description: 'The stored report.', schema: reportSchema } },
  problems: ['NotFound', 'WrongPlace'],
  handle: async ({ deps, actor, path, query: { format, place }, language }) => {
    const { bundle, name, period } = await wanted(deps, actor, path);
    const stored = await deps.models.reports.get(bundle.policy.id, name, period.id);
    if (stored === undefined)
      throw new Problem('NotFound', {
        detail: both(
          '该期报表尚未生成；可用 POST 同一地址补做。',
          'The report of this period has not been generated. To generate it, POST to the same address.',
        ),
      });
    const document = await seen(deps, actor, { bundle, name, period }, stored.document, place);
    if (format === 'json') return { status: 200, body: document };
    const { type, write } = WRITERS[format];
    return {
      status: 200,
      type,
      body: await write(document, language),
      headers: {
        'Content-Disposition': `${format === 'html' ? 'inline' : 'attachment'}; filename="${path.id}-${path.period}.${format}"`,
      },
    };
  },
});

/** Writes the report of a past period. */
export const writeReport = defineOperation({
  id: 'writeReport',
  method: 'post',
  path: '/reports/{id}/{period}',
  tag: 'Reports',
  title: both('补做报表', 'Generate a report'),
  help: both(
    '补做已结束期间的报表；已有的不变，并说明今天重算是否一致。不发邮件。',
    'Generates the report of a period that has ended. An existing report stays unchanged; the answer says whether it would be ' +
      'the same today. No email is sent.',
  ),
  who: 'acting',
  pathSchema: reportPath,
  answers: {
    201: { description: 'Written.', schema: writtenSchema },
    200: { description: 'The report already existed.', schema: writtenSchema },
  },
  problems: ['NotFound', 'NotYet'],
  handle: async ({ deps, actor, path }) => {
    const { bundle, name, period } = await wanted(deps, actor, path);
    try {
      const now = deps.clock().toISOString();
      const { isNew, ...written } = await deps.models.reports.write(bundle, name, period, now);
      const document = await seen(deps, actor, { bundle, name, period }, written.document);
      return { status: isNew ? 201 : 200, body: { isNew, ...written, document } };
    } catch (error) {
      if (!(error instanceof PeriodNotOver)) throw error;
      throw new Problem('NotYet', {
        detail: both(
          `该期间于 ${period.to} 结束，届时方可出报表。`,
          `The period ends at ${period.to}. The report can be generated after that.`,
        ),
      });
    }
  },
});

/** What is stored for whoever stands above all places; for others the same of their own places, worked out anew. */
async function seen(
  { models }: Deps,
  actor: Actor,
  { bundle, name, period }: Wanted,
  stored: ReportDocument,
  place?: string,
): Promise<ReportDocument> {
  const within = reachOf(models.directory.places(), actor, place);
  return within === undefined ? stored : models.reports.within(bundle, name, period, within);
}
