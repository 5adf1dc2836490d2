import { z } from 'zod';
import { both } from '../../domain/values/text';
import { numberOf, numberPath } from '../case/number';
import { DOCUMENT_NAMES, printedComplaint } from '../documents/of-complaint';
import { defineOperation } from '../operation';

/** A document of a complaint, to be printed. */
export const documents = defineOperation({
  id: 'printDocument',
  method: 'get',
  path: '/complaints/{no}/documents/{document}',
  tag: 'Complaints',
  title: both('可打印的文书', 'Printable document'),
  help: both(
    '登记表列出办法在登记时要求的内容；处理报告列出投诉、调查、按规则的判定、审批、客户答复、补救和结果，处罚只给有权查看的岗位。每次打印均记入日志。',
    'The register form lists what the policy requires at intake. The report contains complaint, findings, decisions with their rules, approvals, answers of the customer, remedies and result; penalties appear only for roles that may see them. Every print is logged.',
  ),
  who: 'staff',
  pathSchema: numberPath.extend({ document: z.enum(DOCUMENT_NAMES) }),
  querySchema: z.strictObject({
    language: z.enum(['zh', 'en']).optional().meta({ description: 'Default: the language of `Accept-Language`.' }),
  }),
  answers: { 200: { description: 'An A4 page without scripts.', type: 'text/html' } },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { document } = call.path;
    const no = numberOf(call.path);
    return {
      status: 200,
      type: 'text/html',
      headers: { 'Content-Disposition': `inline; filename="${no}-${document}.html"` },
      body: await printedComplaint(call, no, document, call.query.language ?? call.language),
    };
  },
});
