import { z } from 'zod';
import { both } from '../../domain/text';
import { numberOf, numberPath } from '../case/number';
import { DOCUMENT_NAMES, printedComplaint } from '../documents/of-complaint';
import { defineOperation } from '../operation';

/** A document of a complaint, to be printed. */
export const documents = defineOperation({
  id: 'printDocument',
  method: 'get',
  path: '/complaints/{no}/documents/{document}',
  tag: 'Complaints',
  title: both('可打印的文书', 'A document to be printed'),
  help: both(
    '登记表列出办法在登记时要求的内容；处理报告列出投诉、调查、按规则的判定、审批、客户答复、补救和结果，处罚只给有权查看的岗位。每次打印均记入日志。',
    'The register form has what the policy asks for at intake; the report tells complaint, findings, decisions with their rules, approvals, the customer’s answers, remedies and end, and penalties to those alone who may see them. Each printing is logged.',
  ),
  who: 'staff',
  pathSchema: numberPath.extend({ document: z.enum(DOCUMENT_NAMES) }),
  querySchema: z.strictObject({
    language: z.enum(['zh', 'en']).optional().meta({ description: 'By default that of `Accept-Language`.' }),
  }),
  answers: { 200: { description: 'A page of A4 without scripts.', type: 'text/html' } },
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
