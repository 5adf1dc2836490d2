import { z } from 'zod';
import { both } from '../../domain/values/text';
import { FINDINGS } from '../../models/case-findings';
import type { CaseFindings, Look } from '../../models/case-findings';
import { defineOpenOperation, defineOperation } from '../operation';
import { Problem } from '../problem';
import { storeUnavailable } from '../unavailable';

/** A worker looks every half minute; after this time without a look nobody does. */
const STALE_MS = 2 * 60 * 1000;

const lookSchema = z
  .object({
    at: z.iso.datetime(),
    register: z.int().meta({ description: 'Files open in the register.' }),
    engine: z.int().meta({ description: 'Files open in the engine.' }),
    took: z.int().meta({ description: 'Milliseconds.' }),
  })
  .meta({ id: 'Look' });

/** Whether every case that is open in the register is open in the engine, and the other way round. Names none. */
export const healthOfCases = defineOpenOperation({
  id: 'healthOfCases',
  method: 'get',
  path: '/health/cases',
  atRoot: true,
  unlimited: true,
  tag: 'Operations',
  title: both('案件是否健全', 'Health of cases'),
  help: both(
    '登记册与流程引擎中的未结案件是否一致。不一致或两分钟无人巡查时答 503；编号见 `GET /api/v1/audit/findings`。它与 `/ready` 无关：一个案件不应使接口停用。',
    'Whether the register and the engine have the same open cases. Returns 503 if they differ or if no check ran for two minutes. `GET /api/v1/audit/findings` lists the cases. Independent of `/ready`: a single case must not take the API out of service.',
  ),
  answers: {
    200: {
      description: 'Register and engine agree.',
      schema: z.object({ status: z.literal('agree'), lastLook: lookSchema }),
    },
  },
  problems: ['OpenOnOneSide', 'NobodyWatches', 'StoreUnavailable'],
  handle: async ({ deps }) => {
    const { findings, lastLook } = await known(deps.models.findings);
    if (findings.length > 0) {
      const found = Object.fromEntries(
        FINDINGS.map((what) => [what, findings.filter((finding) => finding.what === what).length]),
      );
      throw new Problem('OpenOnOneSide', {
        detail: both(
          `${findings.length} 个案件在登记册与流程引擎中的状态不一致。`,
          `Register and engine disagree on ${findings.length} cases.`,
        ),
        wayOut: both(
          '见运维手册“案件两边不一致时”。',
          'See docs/operations.md, "When a case is open on one side only".',
        ),
        more: { found, ...(lastLook === undefined ? {} : { lastLook }) },
      });
    }
    if (lastLook === undefined || deps.clock().getTime() - Date.parse(lastLook.at) > STALE_MS)
      throw new Problem('NobodyWatches', {
        detail: both('两分钟内没有工作进程巡查案件。', 'No worker has checked the cases for two minutes.'),
        wayOut: both('请检查工作进程及其日志。', 'Check that the worker is running, and read its log.'),
        more: lastLook === undefined ? {} : { lastLook },
      });
    return { status: 200, body: { status: 'agree', lastLook } };
  },
});

const findingSchema = z
  .object({
    no: z.string(),
    kind: z.enum(['complaint', 'incident', 'correctiveAction']),
    what: z.enum(FINDINGS),
    since: z.iso.datetime(),
    seenAt: z.iso.datetime(),
    end: z
      .object({
        runId: z.string(),
        status: z.string().meta({ description: '`FAILED`, `TERMINATED` … as Temporal calls it.' }),
        at: z.iso.datetime().optional(),
        failure: z.string().optional().meta({ description: 'Type of the failure, never its text.' }),
        reason: z.string().optional().meta({
          description: 'Reason given by the person who ended the workflow. Omitted for confidential policies.',
        }),
        by: z.string().optional().meta({ description: 'Program and machine that ended the workflow from outside.' }),
      })
      .optional()
      .meta({ description: 'How the last run ended.' }),
  })
  .meta({ id: 'CaseFinding' });

/** Which cases are open on one side only. Nothing of what they are about. */
export const findings = defineOperation({
  id: 'listFindings',
  method: 'get',
  path: '/audit/findings',
  tag: 'Audit',
  title: both('巡查发现', 'Findings of the case monitor'),
  help: both(
    '哪些案件只在登记册或只在流程引擎中未结、自何时起、引擎如何说明其终止。只有编号，不含案件内容。',
    'Cases open in the register only or in the engine only, since when, and how they ended according to the engine. Numbers only, no content.',
  ),
  who: 'overseer',
  answers: {
    200: {
      description: 'Oldest first.',
      schema: z.object({ items: z.array(findingSchema), lastLook: lookSchema.optional() }),
    },
  },
  problems: ['StoreUnavailable'],
  handle: async ({ deps }) => {
    const { findings: items, lastLook } = await known(deps.models.findings);
    return { status: 200, body: { items, ...(lastLook === undefined ? {} : { lastLook }) } };
  },
});

async function known(
  kept: CaseFindings,
): Promise<{ findings: Awaited<ReturnType<CaseFindings['all']>>; lastLook: Look | undefined }> {
  try {
    const [all, lastLook] = await Promise.all([kept.all(), kept.lastLook()]);
    return { findings: all, lastLook };
  } catch (error) {
    throw storeUnavailable(error);
  }
}
