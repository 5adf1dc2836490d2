import { z } from 'zod';
import { CaseHistories } from '../../activities/case-histories';
import { compareWithHistories } from '../../activities/compare-histories';
import type { ChainDifference } from '../../activities/compare-histories';
import type { FileKind } from '../../domain/complaint-number';
import { both } from '../../domain/text';
import type { ChainedEvent } from '../../models/chain';
import { noSuchComplaint } from '../case/number';
import { askWithin } from '../case/engine';
import { readCase } from '../case/read-case';
import type { Deps } from '../deps';
import { fileOf } from '../file-number';
import { defineOperation } from '../operation';
import { noSuchProceeding } from '../proceedings/number';

const MOST = 500;

const filePath = z.object({
  no: z.string().meta({
    description: 'Number of a complaint, an incident (`M…`) or a corrective action (`A…`), as written or as typed.',
    examples: ['C260930-4K7QMXJ'],
  }),
});

/** The file that the address means. */
function fileAt({ no }: { no: string }): { no: string; kind: FileKind } {
  const file = fileOf(no);
  if (file === undefined) throw noSuchComplaint();
  return file;
}

/** @throws Problem NotFound */
async function proceedingMustBeThere(deps: Deps, no: string, kind: Exclude<FileKind, 'complaint'>): Promise<void> {
  const { incidents, correctiveActions } = deps.models;
  const state = await (kind === 'incident' ? incidents : correctiveActions).get(no);
  if (state === undefined) throw noSuchProceeding(kind);
}

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
  pathSchema: filePath,
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
    const { no, kind } = fileAt(path);
    log.info({ no, staff: actor.id, ...query }, 'audit read');
    deps.models.accessRecord.note({ at: deps.clock().toISOString(), kind: 'auditRead', account: actor.id, no });
    const items = await deps.models.events.chained(no, query);
    if (items.length === 0 && kind !== 'complaint') await proceedingMustBeThere(deps, no, kind);
    else if (items.length === 0 && (await deps.models.register.entry(no)) === undefined) throw noSuchComplaint();
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
    histories: z
      .object({
        events: z.int(),
        agree: z.boolean(),
        differences: z.array(z.object({ seq: z.int().optional(), what: z.string() })),
      })
      .optional()
      .meta({
        description:
          'The same chain worked out from the histories of Temporal and the archive alone; absent if they can’t be read just now.',
      }),
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
    '核对哈希链、登记册，并与流程引擎及归档中的历史逐条比对；不需要任何密钥。',
    'Checks the chain of hashes, the register against the events, and the events against the histories of the engine and the archive. Needs no key.',
  ),
  who: 'auditor',
  pathSchema: filePath,
  answers: { 200: { description: 'What was found.', schema: reportSchema } },
  problems: ['NotFound'],
  handle: async ({ deps, actor, log, path }) => {
    const { no, kind } = fileAt(path);
    if (kind === 'complaint') await readCase(deps, no, actor);
    else await proceedingMustBeThere(deps, no, kind);
    // The store first: whatever it has stands in the histories by then.
    const report = await deps.models.audit.verifyCase(no);
    const histories = await askHistories(deps, no);
    log.info({ no, staff: actor.id, intact: report.intact, histories: histories?.agree }, 'audit verified');
    return {
      status: 200,
      body: {
        ...report,
        intact: report.intact && histories?.agree !== false,
        ...(histories === undefined ? {} : { histories }),
      },
    };
  },
});

interface HistoriesReport {
  events: number;
  agree: boolean;
  differences: ChainDifference[];
}

/** What the histories say; undefined if Temporal does not answer and the archive alone can't tell. */
async function askHistories({ temporal, models, config }: Deps, no: string): Promise<HistoriesReport | undefined> {
  const histories = new CaseHistories({ client: temporal, runs: models.archivedRuns });
  try {
    return await askWithin(temporal, config.readWithinMs, async () => {
      const stored: ChainedEvent[] = [];
      for await (const event of models.events.all(no)) stored.push(event);
      const { events, differences } = compareWithHistories(stored, await histories.batches(no));
      return { events, agree: differences.length === 0, differences };
    });
  } catch {
    return undefined;
  }
}
