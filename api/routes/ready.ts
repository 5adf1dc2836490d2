import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { both } from '../../domain/values/text';
import { isUp } from '../../models/connect';
import { requireNamespace } from '../../temporal/connect';
import type { Deps } from '../deps';
import { defineOpenOperation } from '../operation';
import { Problem } from '../problem';

const TEMPORAL_WITHIN_MS = 2_000;
/** What has not answered by then is not there. */
const CHECKED_WITHIN_MS = 4_000;
/** So long an answer is good for everybody: however many ask, Temporal and the database are asked once. */
const GOOD_FOR_MS = 1_000;

/** What has to be there before a complaint can be taken. */
const NEEDS: Readonly<Record<string, (deps: Deps) => Promise<boolean>>> = {
  temporal: ({ temporal, config, background }) =>
    background
      .run('temporal', () =>
        requireNamespace(temporal.connection, config.temporal, TEMPORAL_WITHIN_MS).then(() => true),
      )
      .then((answers) => answers === true),
  mongodb: ({ connection }) => isUp(connection),
  policy: async ({ models }) => (await models.policies.list()).length > 0,
  staff: ({ models }) => Promise.resolve().then(() => models.directory.all().length >= 0),
};

interface Checked {
  atMs: number;
  missing: Promise<string[]>;
}
const lastChecked = new WeakMap<Deps, Checked>();

/** What was missing when it was last looked, at most a second ago. */
function missingOf(deps: Deps): Promise<string[]> {
  const last = lastChecked.get(deps);
  if (last !== undefined && Date.now() - last.atMs < GOOD_FOR_MS) return last.missing;
  // While it is looked, whoever asks waits for that.
  const checked: Checked = { atMs: Infinity, missing: look(deps) };
  void checked.missing.then(() => (checked.atMs = Date.now()));
  lastChecked.set(deps, checked);
  return checked.missing;
}

async function look(deps: Deps): Promise<string[]> {
  const isThere = (check: (deps: Deps) => Promise<boolean>): Promise<boolean> =>
    Promise.race([check(deps).catch(() => false), sleep(CHECKED_WITHIN_MS, false, { ref: false })]);
  const checks = await Promise.all(
    Object.entries(NEEDS).map(async ([name, check]) => ({ name, isThere: await isThere(check) })),
  );
  return checks.flatMap(({ name, isThere: is }) => (is ? [] : [name]));
}

/** Whether complaints can be taken: Temporal, the database, a policy and the directory are there. */
export const ready = defineOpenOperation({
  id: 'ready',
  method: 'get',
  path: '/ready',
  atRoot: true,
  unlimited: true,
  tag: 'Operations',
  title: both('就绪', 'Ready'),
  answers: {
    200: { description: 'All required services are available.', schema: z.object({ status: z.literal('ready') }) },
  },
  problems: ['NotReady'],
  handle: async ({ deps }) => {
    const missing = [...(await missingOf(deps)), ...(deps.isStopping() ? ['stopping'] : [])];
    if (missing.length === 0) return { status: 200, body: { status: 'ready' } };
    throw new Problem('NotReady', {
      detail: both(`缺少：${missing.join('、')}`, `Missing: ${missing.join(', ')}`),
      more: { missing },
    });
  },
});
