import { z } from 'zod';
import type { CaseEvent } from '../../domain/events';
import { both } from '../../domain/text';
import { eventOf } from '../../models/chain';
import { numberOf, numberPath } from '../case/number';
import { vaultFor } from '../case/opening';
import { eventFor, forReader } from '../case/penalties';
import { readCase } from '../case/read-case';
import { eventDataFor } from '../case/withheld';
import { wordsFor } from '../case/words-for';
import { htmlOf } from '../documents/printed';
import type { PrintedDocument } from '../documents/printed';
import { registerForm } from '../documents/register-form';
import { report } from '../documents/report';
import type { Source } from '../documents/source';
import { defineOperation } from '../operation';

const DOCUMENTS: Readonly<Record<'register-form' | 'report', (source: Source) => Omit<PrintedDocument, 'foot'>>> = {
  'register-form': registerForm,
  report,
};

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
  pathSchema: numberPath.extend({ document: z.enum(['register-form', 'report']) }),
  querySchema: z.strictObject({
    language: z.enum(['zh', 'en']).optional().meta({ description: 'Default: the language of `Accept-Language`.' }),
  }),
  answers: { 200: { description: 'An A4 page without scripts.', type: 'text/html' } },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async (call) => {
    const { deps, actor: reader, log, path } = call;
    const no = numberOf(path);
    const read = forReader(reader, await readCase(deps, no, reader));
    const words = await wordsFor(deps, read.policy);
    const { bundle } = read;
    const all: CaseEvent[] = [];
    for await (const stored of deps.models.events.all(no)) {
      const event = eventOf(stored);
      all.push({ ...event, data: eventDataFor(reader, read, event) });
    }
    const events = all.flatMap((event) => eventFor(reader, read, event) ?? []);
    const document = DOCUMENTS[path.document]({ read, bundle, events, all, words, reader });
    const { policy } = read.state;
    const foot: PrintedDocument['foot'] = [
      [both('办法', 'Policy'), [bundle?.policy.title ?? policy.id, `${policy.version} · ${policy.bundleHash}`]],
      [both('打印', 'Printed'), [words.actor(reader), words.time(deps.clock().toISOString())]],
    ];
    log.info({ no, staff: reader.id, document: path.document }, 'printed');
    const opened = await vaultFor(call).openDeep({ ...document, foot }, no);
    return {
      status: 200,
      type: 'text/html',
      headers: { 'Content-Disposition': `inline; filename="${no}-${path.document}.html"` },
      body: htmlOf(opened, call.query.language ?? call.language),
    };
  },
});
