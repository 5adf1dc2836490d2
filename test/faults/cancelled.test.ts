import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatNumber } from '../../domain/values/complaint-number';
import { PROCEEDING_WORKFLOWS, TASK_QUEUE } from '../../workflows/messages';
import { DrivenStack } from '../support/driven-stack';
import { PLANS } from '../support/plans';
import { replayAll } from '../support/replay-all';

const POLICY = 'enterprise-eight-step';
const WITH_INCIDENTS = 'batch';
const SOLVED = PLANS.find(({ name }) => name === 'solved')!;

let driven: DrivenStack;
beforeAll(async () => void (driven = await DrivenStack.start(POLICY, WITH_INCIDENTS)), 240_000);
afterAll(() => driven.stop(), 60_000);

const cancel = (no: string) => driven.client.workflow.getHandle(no).cancel();
const statusOf = async (no: string) => (await driven.client.workflow.getHandle(no).describe()).status.name;

async function eventsOf(no: string) {
  const events: { type: string; data: { action?: string; code?: string } }[] = [];
  for await (const { text } of driven.models.events.all(no)) events.push(JSON.parse(text) as (typeof events)[number]);
  return events;
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(what);
}

const isRefused = async (no: string): Promise<boolean> =>
  (await eventsOf(no)).some(
    ({ type, data }) => type === 'ActionRefused' && data.action === 'cancel' && data.code === 'NotAllowedViaTemporal',
  );

test('a request to cancel that somebody makes to the engine ends no case, wherever it stands, and is kept', async () => {
  const deadlineAt = Date.now() + 240_000;
  const cases = [undefined, 25].map((eventsPerRun) => driven.newCase(POLICY, SOLVED, eventsPerRun));
  await Promise.all(cases.map((one) => one.begin(deadlineAt)));
  const ended = Promise.all(cases.map((one) => one.run(deadlineAt)));
  // While it waits, tells, pays and goes on in fresh histories.
  const again = setInterval(() => cases.forEach(({ no }) => void cancel(no).catch(() => undefined)), 200);
  try {
    expect((await ended).map(({ end }) => end)).toEqual(['solved', 'solved']);
  } finally {
    clearInterval(again);
  }
  for (const { no } of cases) {
    expect(await isRefused(no)).toBe(true);
    expect(await statusOf(no)).toBe('COMPLETED');
    expect(await driven.models.audit.verifyCase(no)).toMatchObject({ intact: true });
    // Nothing that it did outside was broken off.
    const failed = (await eventsOf(no)).filter(({ type }) => ['EffectFailed', 'EffectUnknown'].includes(type));
    expect(JSON.stringify(failed)).not.toMatch(/cancel/i);
  }
}, 300_000);

test.each(['incident', 'correctiveAction'] as const)(
  'nor does it end what goes on beside the cases: %s',
  async (kind) => {
    const { policy } = driven.bundle(kind === 'incident' ? WITH_INCIDENTS : POLICY);
    const no = formatNumber(kind, '2026-11-22', randomBytes(8));
    await driven.keys.vault.sealerForNew(no);
    const { id, version, bundleHash } = policy;
    const rules = kind === 'incident' ? policy.incidents : policy.correctiveActions;
    // It may come before the workflow has done anything.
    await driven.client.workflow.start(PROCEEDING_WORKFLOWS[kind], {
      ...{
        workflowId: no,
        taskQueue: TASK_QUEUE,
        args: [{ no, opening: { policy: { id, version, bundleHash }, rules } }],
      },
    });
    await cancel(no);
    await until(() => isRefused(no), 'the request to cancel was not refused');
    await sleep(1_000);
    expect(await statusOf(no)).toBe('RUNNING');
    expect((await replayAll(driven.client)).failed).toEqual([]);
  },
  120_000,
);
