import { z } from 'zod';
import { both } from '../../domain/text';
import { isUp } from '../../models/connect';
import type { Deps } from '../deps';
import { defineOpenOperation } from '../operation';
import { Problem } from '../problem';

const TEMPORAL_WITHIN_MS = 2_000;

/** What has to be there before a complaint can be taken. */
const NEEDS: Readonly<Record<string, (deps: Deps) => Promise<boolean>>> = {
  temporal: async ({ temporal }) => {
    const { connection, options } = temporal;
    await connection.withDeadline(Date.now() + TEMPORAL_WITHIN_MS, () =>
      connection.workflowService.describeNamespace({ namespace: options.namespace }),
    );
    return true;
  },
  mongodb: ({ connection }) => isUp(connection),
  policy: async ({ models }) => (await models.policies.list()).length > 0,
  staff: ({ models }) => Promise.resolve().then(() => models.directory.all().length >= 0),
};

/** Whether complaints can be taken: Temporal, the database, a policy and the directory are there. */
export const ready = defineOpenOperation({
  id: 'ready',
  method: 'get',
  path: '/ready',
  atRoot: true,
  unlimited: true,
  tag: 'Operations',
  title: both('就绪', 'Ready'),
  answers: { 200: { description: 'Everything needed is there.', schema: z.object({ status: z.literal('ready') }) } },
  problems: ['NotReady'],
  handle: async ({ deps }) => {
    const checks = await Promise.all(
      Object.entries(NEEDS).map(async ([name, check]) => ({ name, isThere: await check(deps).catch(() => false) })),
    );
    const missing = [
      ...checks.flatMap(({ name, isThere }) => (isThere ? [] : [name])),
      ...(deps.isStopping() ? ['stopping'] : []),
    ];
    if (missing.length === 0) return { status: 200, body: { status: 'ready' } };
    throw new Problem('NotReady', {
      detail: both(`缺少：${missing.join('、')}`, `Missing: ${missing.join(', ')}`),
      more: { missing },
    });
  },
});
