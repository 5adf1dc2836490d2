import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaseHistories } from '../../activities/case-histories';
import { NotRevived, revive } from '../../cli/revive';
import type { ReviveOptions } from '../../cli/revive';
import { rebuild } from '../../cli/rebuild';
import { formatNumber } from '../../domain/values/complaint-number';
import { fingerprint } from '../../domain/values/fingerprint';
import { isTaken } from '../../domain/file/keys-taken';
import {
  actionSignal,
  actionUpdate,
  COMPLAINT_WORKFLOW,
  PROCEEDING_WORKFLOWS,
  TASK_QUEUE,
} from '../../workflows/messages';
import { DrivenStack } from '../support/driven-stack';
import { Payer, PAYER_SECRET } from '../support/payer';
import { PLANS } from '../support/plans';
import type { Plan } from '../support/plans';
import { replayAll } from '../support/replay-all';
import type { ScriptedCase } from '../support/scripted-case';

const POLICY = 'enterprise-eight-step';
const NOTES = 12;
/** Nobody does anything. */
const LEFT_ALONE: Plan = { name: 'left alone', end: 'none', does: () => ({ action: 'none', data: {} }) };
const SOLVED = PLANS.find(({ name }) => name === 'solved')!;

let driven: DrivenStack;
const payer = new Payer();

beforeAll(async () => {
  const env = {
    ...{ REMEDY_GATEWAY_URL: await payer.start(), REMEDY_GATEWAY_SECRET: PAYER_SECRET },
    REDRESS_WATCH_EVERY_S: '3600',
  };
  driven = await DrivenStack.startWith(env, POLICY);
}, 240_000);
afterAll(async () => {
  await driven.stop();
  await payer.stop();
}, 60_000);

const options = (more: Partial<ReviveOptions> = {}): ReviveOptions => ({
  ...{ client: driven.client, connection: driven.database, ...driven.keys, by: 'cli:tester' },
  ...{ watchedMs: 2_000, ...more },
});
const handleOf = (no: string) => driven.client.workflow.getHandle(no);
const stateOf = async (no: string) => (await driven.models.register.get(no))!.state;
const typesOf = async (no: string) => {
  const types: string[] = [];
  for await (const { text } of driven.models.events.all(no)) types.push((JSON.parse(text) as { type: string }).type);
  return types;
};
const differences = async (no: string) => {
  const { client, database, keys } = driven;
  const report = await rebuild({ client, connection: database, ...keys, check: true, only: [no] });
  return report.differences.map(({ what, seq }) => `${what} ${seq ?? ''}`.trim());
};

async function begun(plan: Plan = LEFT_ALONE): Promise<ScriptedCase> {
  const one = driven.newCase(POLICY, plan);
  const { upTo } = await one.begin(Date.now() + 60_000);
  await stored(one.no, upTo);
  return one;
}

async function stored(no: string, upTo: number): Promise<void> {
  for (let tries = 0; tries < 300 && (await driven.models.register.seqOf(no)) < upTo; tries++) await sleep(100);
}

async function note(no: string, text: string, key: string = randomUUID()) {
  const seal = await driven.keys.vault.sealerFor(no);
  const by = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };
  return { key, by, via: 'api' as const, at: new Date().toISOString(), data: { text: seal(text, 'note.text') } };
}

test('a case terminated with notes accepted and not stored comes back with all of them, each once', async () => {
  const { no } = await begun();
  await driven.stack.kill('mongo');
  const keys: string[] = [];
  for (let i = 0; i < NOTES; i++) {
    const message = await note(no, `第 ${i} 次留言`);
    keys.push(message.key);
    // Half of them answered, half of them not.
    if (i % 2 === 0) await handleOf(no).signal(actionSignal('note'), message);
    else await handleOf(no).executeUpdate(actionUpdate('note'), { args: [message] });
  }
  await handleOf(no).terminate('the batch was too large');
  await driven.stack.begin('mongo');
  expect(isTaken((await stateOf(no)).keys, keys[NOTES - 1]!)).toBe(false);
  expect(await differences(no)).toContain('endedInEngine');

  const before = await stateOf(no);
  const planned = await revive(no, options({ check: true }));
  expect(planned).toMatchObject({ end: { status: 'TERMINATED', reason: 'the batch was too large' } });
  expect(planned.lost.length + planned.restored).toBeGreaterThanOrEqual(NOTES);
  expect(planned.taken).toBeUndefined();
  expect((await stateOf(no)).seq).toBe(before.seq);

  const { lost, taken } = await revive(no, options());
  expect(taken).toBe(lost.length);
  const state = await stateOf(no);
  expect(keys.filter((key) => !isTaken(state.keys, key))).toEqual([]);
  expect(state.notes).toBe(NOTES);
  // In the order in which they were sent.
  const seqs = keys.map((key) => state.keys[fingerprint(key)]!.seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect((await typesOf(no)).filter((type) => type === 'CaseRevived')).toHaveLength(1);
  expect(await differences(no)).toEqual([]);
  expect(await driven.models.audit.verifyCase(no)).toMatchObject({ intact: true });

  // Open again: it is revived no second time, and takes what is sent.
  await expect(revive(no, options())).rejects.toThrow(NotRevived);
  await handleOf(no).executeUpdate(actionUpdate('note'), { args: [await note(no, '恢复之后')] });

  // A second death and a second life: nothing comes twice.
  await stored(no, (await stateOf(no)).seq);
  await handleOf(no).terminate('again');
  await revive(no, options());
  expect((await stateOf(no)).notes).toBe(NOTES + 1);
  expect((await typesOf(no)).filter((type) => type === 'CaseRevived')).toHaveLength(2);
  expect(await differences(no)).toEqual([]);
}, 180_000);

test('a case whose workflow is gone wholly is revived from the store alone', async () => {
  const { no } = await begun();
  const before = await stateOf(no);
  await driven.client.workflowService.deleteWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: no },
  });
  const histories = new CaseHistories({ client: driven.client, runs: driven.models.archivedRuns });
  for (let tries = 0; tries < 100 && (await histories.standing(no)) !== undefined; tries++) await sleep(200);
  expect(await differences(no)).toContain('goneFromEngine');
  const report = await revive(no, options());
  expect(report.end).toBeUndefined();
  const state = await stateOf(no);
  expect(state.tasks).toMatchObject(Object.fromEntries(Object.keys(before.tasks).map((id) => [id, { id }])));
  await handleOf(no).executeUpdate(actionUpdate('note'), { args: [await note(no, '还在')] });
  await stored(no, state.seq + 1);
  expect((await stateOf(no)).notes).toBe(1);
}, 120_000);

test('revived again and again on its way, a case ends as it should, and pays once', async () => {
  const one = driven.newCase(POLICY, SOLVED);
  let end: { end?: string } | undefined;
  let revived = 0;
  for (let tries = 0; end === undefined && tries < 8; tries++) {
    end = await one.run(Date.now() + 1_500).catch(() => undefined);
    if (end !== undefined || (await handleOf(one.no).describe()).status.name !== 'RUNNING') continue;
    await handleOf(one.no).terminate(`for the ${tries + 1}. time`);
    const failure = await revive(one.no, options({ watchedMs: 0 })).catch((error: unknown) => error);
    // It had just closed by itself.
    if (failure instanceof NotRevived) end = await stateOf(one.no);
    else revived++;
  }
  end ??= await one.run(Date.now() + 60_000);
  expect(revived).toBeGreaterThan(0);
  expect(end).toMatchObject({ end: 'solved' });
  expect([...payer.executions].filter(([key]) => key.startsWith(one.no)).map(([, times]) => times)).toEqual([1]);
  const state = await stateOf(one.no);
  expect(state.remedies.map(({ status }) => status)).toEqual(['executed']);
  expect(await driven.models.audit.verifyCase(one.no)).toMatchObject({ intact: true });
}, 240_000);

test('a remedy under way when the case died is ordered again under its key, and paid once', async () => {
  const one = driven.newCase(POLICY, SOLVED);
  payer.isMute = true;
  const isPaying = async (): Promise<boolean> => {
    const effects = (await driven.models.register.get(one.no))?.state.effects ?? {};
    return Object.values(effects).some(({ activity, status }) => activity === 'executeRemedy' && status === 'underWay');
  };
  const driving = one.run(Date.now() + 20_000).catch(() => undefined);
  for (let tries = 0; tries < 300 && !(await isPaying()); tries++) await sleep(100);
  await handleOf(one.no).terminate('while it paid');
  payer.isMute = false;
  const { underWay } = await revive(one.no, options());
  expect(underWay).toHaveLength(1);
  await driving;
  expect(await one.run(Date.now() + 60_000)).toMatchObject({ end: 'solved' });
  expect([...payer.executions].filter(([key]) => key.startsWith(one.no)).map(([, times]) => times)).toEqual([1]);
}, 120_000);

test('one that ends again says so, has lost nothing, and is revived the next time', async () => {
  const { no } = await begun();
  await driven.stack.kill('worker');
  const message = await note(no, '没有人看到');
  await handleOf(no).signal(actionSignal('note'), message);
  await handleOf(no).terminate('first');
  const again = revive(no, options());
  const refused = expect(again).rejects.toThrow(/ended again \(TERMINATED\)/);
  for (let tries = 0; tries < 100 && (await handleOf(no).describe()).status.name !== 'RUNNING'; tries++)
    await sleep(50);
  await handleOf(no).terminate('second');
  await refused;
  await driven.stack.begin('worker');
  const { lost, taken } = await revive(no, options());
  expect([lost, taken]).toEqual([['note'], 1]);
  expect((await stateOf(no)).notes).toBe(1);
}, 120_000);

/** A corrective action under way, and a note on it that is not sent yet. */
async function correctiveAction() {
  const { policy } = driven.bundle(POLICY);
  const no = formatNumber('correctiveAction', '2026-11-22', randomBytes(8));
  const seal = await driven.keys.vault.sealerForNew(no);
  const { id, version, bundleHash } = policy;
  const opening = { policy: { id, version, bundleHash }, rules: policy.correctiveActions };
  await driven.client.workflow.start(PROCEEDING_WORKFLOWS.correctiveAction, {
    ...{ workflowId: no, taskQueue: TASK_QUEUE, args: [{ no, opening }] },
  });
  const { correctiveActions } = driven.models;
  for (let tries = 0; tries < 300 && (await correctiveActions.seqOf(no)) === 0; tries++) await sleep(100);
  const by = { id: 'overseer', roles: [policy.correctiveActions!.overseer], departments: [] };
  return { no, message: { key: randomUUID(), by, via: 'api', data: { text: seal('下周检查', 'note.text') } } };
}

test('a corrective action comes back with what it had not heard yet', async () => {
  const { no, message } = await correctiveAction();
  await driven.stack.kill('worker');
  await handleOf(no).signal('note', message);
  await handleOf(no).terminate('dead');
  await driven.stack.begin('worker');
  expect(await differences(no)).toContain('endedInEngine');
  const { lost, taken } = await revive(no, options());
  expect([lost, taken]).toEqual([['note'], 1]);
  expect(isTaken((await driven.models.correctiveActions.get(no))!.keys, message.key)).toBe(true);
  expect(await typesOf(no)).toContain('CaseRevived');
  expect(await differences(no)).toEqual([]);
}, 120_000);

test('one whose record was tampered with is revived when that is mended, and refused before', async () => {
  const { no, message } = await correctiveAction();
  const events = driven.database.collection<{ _id: string }>('events');
  // Somebody has written in the store what it never said: whatever it says next contradicts that.
  let seq = await driven.models.correctiveActions.seqOf(no);
  for (let last = 0; last !== seq; seq = await driven.models.correctiveActions.seqOf(no)) {
    last = seq;
    await sleep(1_000);
  }
  const last = (await events.findOne({ _id: `${no}/${seq}` }))!;
  const forged = `${no}/${seq + 1}`;
  await events.insertOne({ ...last, _id: forged, seq: seq + 1, hash: 'e'.repeat(64) } as never);
  await handleOf(no).signal('note', message);
  // It ends by that, or waits for people until somebody ends it.
  await sleep(3_000);
  await handleOf(no)
    .terminate('it cannot go on')
    .catch(() => undefined);
  await expect(revive(no, options())).rejects.toThrow(/chain/);
  await events.deleteOne({ _id: forged });
  const report = await revive(no, options());
  expect(['FAILED', 'TERMINATED']).toContain(report.end?.status);
  expect(isTaken((await driven.models.correctiveActions.get(no))!.keys, message.key)).toBe(true);
  expect(await differences(no)).toEqual([]);
}, 120_000);

test('a workflow that was started under the number of a dead case with a past of its own is refused', async () => {
  const { no } = await begun();
  const state = await stateOf(no);
  await handleOf(no).terminate('dead');
  const input = {
    ...{ no, policy: (await driven.models.bundles.get(state.policy.bundleHash)).policy, intake: state.intake },
    ...{ key: 'k', fingerprint: 'f', resumed: { state, head: 'a'.repeat(64), answers: {}, timeline: [] } },
  };
  const forged = driven.client.workflow.execute(COMPLAINT_WORKFLOW, {
    ...{ workflowId: no, taskQueue: TASK_QUEUE, args: [input] },
  });
  await expect(forged).rejects.toMatchObject({ cause: { type: 'InputRefused' } });
  // The one who forged it is the last run now, and hinders nothing.
  const report = await revive(no, options());
  expect(report.end).toMatchObject({ status: 'FAILED', failure: 'InputRefused' });
  expect((await stateOf(no)).seq).toBeGreaterThan(state.seq);
}, 120_000);

test('what never was, is closed or contradicts itself is refused with the reason', async () => {
  await expect(revive('C-1', options())).rejects.toThrow('not a valid number');
  await expect(revive(driven.newCase(POLICY, LEFT_ALONE).no, options())).rejects.toThrow('was never recorded');
  const { no } = await begun();
  await handleOf(no).terminate('dead');
  const events = driven.database.collection<{ _id: string }>('events');
  const third = await events.findOne({ _id: `${no}/3` });
  await events.updateOne({ _id: `${no}/3` }, { $set: { hash: 'f'.repeat(64) } });
  await expect(revive(no, options())).rejects.toThrow(/chain/);
  await events.replaceOne({ _id: `${no}/3` }, third!);
  expect((await revive(no, options())).no).toBe(no);
}, 120_000);

test('whatever was revived here replays, every run of it', async () => {
  expect((await replayAll(driven.client)).failed).toEqual([]);
}, 120_000);
