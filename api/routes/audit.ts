import { z } from 'zod';
import { both } from '../../domain/text';
import { numberOf, numberPath, noSuchComplaint } from '../case/number';
import { readCase } from '../case/read-case';
import { defineOperation } from '../operation';

const MOST = 500;

const chainedSchema = z
  .object({
    no: z.string(),
    seq: z.int(),
    text: z
      .string()
      .meta({ description: 'Canonical JSON (RFC 8785) of the event, as it was hashed; texts about people sealed.' }),
    prev: z.string().meta({ description: 'Hash of the event before; empty for the first.' }),
    hash: z.string().meta({ description: 'SHA-256 of `prev`, a line break and `text`, hexadecimal.' }),
  })
  .meta({ id: 'ChainedEvent' });

/** The record of a complaint as it is stored, so that somebody else can verify it. */
export const chain = defineOperation({
  id: 'readAudit',
  method: 'get',
  path: '/audit/{no}',
  tag: 'Audit',
  title: both('审计记录', 'The record of a complaint'),
  help: both(
    '原样的事件与哈希链；加密内容不打开。每次读取均记入日志。',
    'Events and hashes as they are stored; nothing sealed is opened. Each reading is logged.',
  ),
  who: 'auditor',
  pathSchema: numberPath,
  querySchema: z.strictObject({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(MOST).default(MOST),
  }),
  answers: {
    200: {
      description: 'Events in order; `next` when there may be more.',
      schema: z.object({ no: z.string(), items: z.array(chainedSchema), next: z.int().optional() }),
    },
  },
  problems: ['NotFound'],
  handle: async ({ deps, actor, log, path, query }) => {
    const no = numberOf(path);
    log.info({ no, staff: actor.id, ...query }, 'audit read');
    const items = await deps.models.events.chained(no, query);
    if (items.length === 0 && (await deps.models.register.entry(no)) === undefined) throw noSuchComplaint();
    return { status: 200, body: { no, items, ...(items.length === query.limit ? { next: items.at(-1)?.seq } : {}) } };
  },
});

const reportSchema = z
  .object({
    no: z.string(),
    events: z.int(),
    head: z.string().meta({ description: 'Hash of the last event: stands for them all.' }),
    intact: z.boolean(),
    firstBreak: z
      .object({
        seq: z.int(),
        what: z.enum(['gap', 'prev', 'hash', 'text', 'fold', 'register']),
        detail: z.string().optional(),
      })
      .optional(),
    case: z
      .object({ head: z.string(), pending: z.int(), agrees: z.boolean() })
      .optional()
      .meta({ description: 'What the running case says its head is; absent if it is closed or can’t be asked.' }),
  })
  .meta({ id: 'AuditReport' });

/** Whether a complaint's record is whole and unaltered. */
export const verify = defineOperation({
  id: 'verifyAudit',
  method: 'get',
  path: '/audit/{no}/verify',
  tag: 'Audit',
  title: both('核验', 'Verify'),
  help: both(
    '核对哈希链、登记册与运行中案件的链头；不需要任何密钥。',
    'Checks the chain of hashes, the register against the events, and the head that the running case knows. Needs no key.',
  ),
  who: 'auditor',
  pathSchema: numberPath,
  answers: { 200: { description: 'What was found.', schema: reportSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, log, path }) => {
    const no = numberOf(path);
    const read = await readCase(deps, no);
    const report = await deps.models.audit.verifyCase(no);
    log.info({ no, staff: actor.id, intact: report.intact }, 'audit verified');
    const known = read.head;
    const agrees = known === undefined || (await knows(deps, no, known, report.head));
    return {
      status: 200,
      body: {
        ...report,
        intact: report.intact && agrees,
        ...(known === undefined ? {} : { case: { head: known, pending: read.pending.length, agrees } }),
      },
    };
  },
});

/** The case's head must be the last stored event's, or an earlier one's if the store has gone on meanwhile. */
async function knows(
  { models }: { models: { events: { all: (no: string) => AsyncIterable<{ hash: string }> } } },
  no: string,
  head: string,
  last: string,
): Promise<boolean> {
  if (head === last) return true;
  for await (const { hash } of models.events.all(no)) if (hash === head) return true;
  return false;
}
