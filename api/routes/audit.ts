import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CaseHistories } from '../../activities/case-histories';
import { compareWithHistories } from '../../activities/compare-histories';
import type { ChainDifference } from '../../activities/compare-histories';
import type { FileKind } from '../../domain/values/complaint-number';
import { both } from '../../domain/values/text';
import type { AuditReport } from '../../models/audit';
import { differenceOf, FINDINGS } from '../../models/case-findings';
import type { FindingKind } from '../../models/case-findings';
import type { ChainedEvent } from '../../models/chain';
import { fileFindingSchema, filesVerified } from '../audit/files';
import type { FileFinding } from '../audit/files';
import { packOf } from '../audit/pack';
import { zipOf } from '../audit/zip';
import { noSuchComplaint } from '../case/number';
import { askWithin } from '../case/engine';
import { readCase } from '../case/read-case';
import type { Deps } from '../deps';
import { fileOf } from '../file-number';
import { defineOperation } from '../operation';
import type { SignedCall } from '../operation';
import { noSuchProceeding } from '../proceedings/number';

const MOST = 500;

const filePath = z.object({
  no: z.string().meta({
    description:
      'Number of a complaint, an incident (`M…`) or a corrective action (`A…`), in canonical form or as typed.',
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
      .meta({ description: 'Canonical JSON (RFC 8785) of the event as hashed. Personal texts are encrypted.' }),
    prev: z.string().meta({ description: 'Hash of the previous event; empty for the first event.' }),
    hash: z.string().meta({ description: 'SHA-256 of `prev`, a line break and `text`, hexadecimal.' }),
  })
  .meta({ id: 'ChainedEvent' });

/** The record of a complaint as it is stored, so that somebody else can verify it. */
export const chain = defineOperation({
  id: 'readAudit',
  method: 'get',
  path: '/audit/{no}',
  tag: 'Audit',
  title: both('审计记录', 'Audit record of a complaint'),
  help: both(
    '原样的事件与哈希链；加密内容不打开。每次读取均记入日志。',
    'Events and hashes as stored. Encrypted texts stay encrypted. Every read is logged.',
  ),
  who: 'auditor',
  pathSchema: filePath,
  querySchema: z.strictObject({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(MOST).default(MOST),
  }),
  answers: {
    200: {
      description: 'Events in order. `next` is present if there may be more.',
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
    head: z.string().meta({ description: 'Hash of the last event, which covers all events before it.' }),
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
        differences: z.array(z.object({ seq: z.int().optional(), what: z.string() })).meta({
          description: `Events missing or different on one side. ${FINDINGS.join(', ')}: the case is open on one side only.`,
        }),
      })
      .optional()
      .meta({
        description:
          'The same chain recomputed from the histories of Temporal and the archive alone, and whether the case is open there as in the register. Absent if the histories cannot be read at present.',
      }),
    files: z.array(fileFindingSchema).optional().meta({
      description: 'Files named by events of a complaint, their contents compared with the hashes in the events.',
    }),
    historyAt: z.string().optional().meta({
      description:
        'Where the history is read in Temporal’s Web UI, if its address is configured (`REDRESS_TEMPORAL_UI`).',
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
    '核对哈希链、登记册，并与流程引擎及归档中的历史逐条比对；这些不需要任何密钥。附上的文件与事件中的哈希比对，为此打开并记入日志。',
    'Checks the hash chain, compares the register with the events, and compares the events with the histories of the engine and the archive. No key is needed for that. Attached files are opened and compared with the hashes in the events; this is logged.',
  ),
  who: 'auditor',
  pathSchema: filePath,
  answers: { 200: { description: 'Findings.', schema: reportSchema } },
  problems: ['NotFound'],
  handle: async (call) => {
    const { deps, actor, log, path } = call;
    const file = fileAt(path);
    const report = await verified(call, file);
    log.info(
      { no: file.no, staff: actor.id, intact: report.intact, histories: report.histories?.agree },
      'audit verified',
    );
    return { status: 200, body: { ...report, ...historyAt(deps, file.no) } };
  },
});

/** Everything that proves a file, to be taken along. */
export const pack = defineOperation({
  id: 'readAuditPack',
  method: 'get',
  path: '/audit/{no}/pack',
  tag: 'Audit',
  title: both('证据包', 'Evidence pack'),
  help: both(
    'ZIP：原样的事件、最后的哈希与核验结果、可打印的文书、访问记录、各文件的哈希，以及离线核验程序。读取和打开个人信息均记入日志。',
    'A zip: the events as they are stored, the last hash with what was verified, the printed documents, the access record, the hash of each file, and a program that checks it all offline. The reading is logged, and that personal data were opened.',
  ),
  who: 'auditor',
  pathSchema: filePath,
  answers: { 200: { description: 'A zip archive, made as it is read.', type: 'application/zip' } },
  problems: ['NotFound'],
  handle: async (call) => {
    const { deps, actor, log, path } = call;
    const file = fileAt(path);
    const report = await verified(call, file);
    const at = deps.clock();
    log.info({ no: file.no, staff: actor.id, events: report.events }, 'audit packed');
    deps.models.accessRecord.note({
      ...{ at: at.toISOString(), kind: 'auditRead', account: actor.id, operation: 'readAuditPack', no: file.no },
    });
    return {
      status: 200,
      type: 'application/zip',
      headers: { 'Content-Disposition': `attachment; filename="${file.no}.zip"` },
      pieces: zipOf(packOf(call, file, report), at),
    };
  },
});

type Verified = AuditReport & { histories?: HistoriesReport; files?: FileFinding[] };

/** @throws Problem NotFound */
async function verified(call: SignedCall, { no, kind }: { no: string; kind: FileKind }): Promise<Verified> {
  const { deps, actor } = call;
  // A record that no case can be made of any more is what is looked for: that something is stored is enough. And of a
  // file that is a finding there may be nothing stored at all; that is the answer then.
  const isStored = (await deps.models.events.chained(no, { limit: 1 })).length > 0;
  if (!isStored && (await deps.models.findings.get(no)) === undefined) {
    if (kind === 'complaint') await readCase(deps, no, actor);
    else await proceedingMustBeThere(deps, no, kind);
  }
  // The store first: whatever it has stands in the histories by then.
  const report = await deps.models.audit.verifyCase(no);
  const histories = await askHistories(deps, no);
  const files = kind === 'complaint' ? await filesVerified(call, no) : [];
  const isWhole = files.every(({ what }) => what === 'whole' || what === 'erased');
  return {
    ...report,
    intact: report.intact && histories?.agree !== false && isWhole,
    ...(histories === undefined ? {} : { histories }),
    ...(files.length === 0 ? {} : { files }),
  };
}

function historyAt({ config: { temporal } }: Deps, no: string): { historyAt?: string } {
  const { uiUrl, namespace } = temporal;
  if (uiUrl === undefined) return {};
  return { historyAt: `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${no}` };
}

interface HistoriesReport {
  events: number;
  agree: boolean;
  differences: (ChainDifference | { what: FindingKind })[];
}

/** A file that goes on or ends meanwhile may seem to differ for a moment. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 300;

/** What the histories say; undefined if Temporal does not answer and the archive alone can't tell. */
async function askHistories(deps: Deps, no: string): Promise<HistoriesReport | undefined> {
  const { temporal, config } = deps;
  try {
    return await askWithin(temporal, config.readWithinMs, async () => {
      let report = await compare(deps, no);
      for (let looks = 1; !report.agree && looks < LOOKS; looks++) {
        await sleep(BETWEEN_LOOKS_MS);
        report = await compare(deps, no);
      }
      return report;
    });
  } catch {
    return undefined;
  }
}

async function compare({ temporal, models }: Deps, no: string): Promise<HistoriesReport> {
  const histories = new CaseHistories({ client: temporal, runs: models.archivedRuns });
  const engine = await histories.standing(no);
  const stored: ChainedEvent[] = [];
  for await (const event of models.events.all(no)) stored.push(event);
  const { events, differences: ofEvents } = compareWithHistories(stored, await histories.batches(no), engine);
  const standing = differenceOf(await models.readModels.standing(no), engine);
  const differences = [...ofEvents, ...(standing === undefined ? [] : [{ what: standing }])];
  return { events, agree: differences.length === 0, differences };
}
