import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { revive } from '../../cli/revive';
import { fingerprint } from '../../domain/values/fingerprint';
import { ROOM_OF_CASE } from '../../domain/file/room';
import { sizeOf } from '../../domain/file/size-kept';
import { actionUpdate } from '../../workflows/messages';
import { DrivenStack } from '../support/driven-stack';
import type { Plan } from '../support/plans';
import { PLANS } from '../support/plans';
import { replayAll } from '../support/replay-all';
import { runsOf } from '../support/runs-of';

const POLICY = 'enterprise-eight-step';
const MIB = 1024 * 1024;
const SOLVED = PLANS.find(({ name }) => name === 'solved')!;
const LEFT_ALONE: Plan = { name: 'left alone', end: 'none', does: () => ({ action: 'none', data: {} }) };
const MANAGER = { id: 'complaintsManager', roles: ['complaintsManager'], departments: [] };
const LONG = '客户来电反映商品漏电，要求退货并赔偿。'.repeat(500).slice(0, 8_000);

let driven: DrivenStack;
beforeAll(async () => void (driven = await DrivenStack.startWith({ REDRESS_WATCH_EVERY_S: '3600' }, POLICY)), 240_000);
afterAll(() => driven.stop(), 60_000);

/** Answers the code of the refusal, if there is one. */
async function act(no: string, action: string, data: Record<string, unknown>): Promise<string | undefined> {
  const seal = await driven.keys.vault.sealerFor(no);
  const sealed = Object.entries(data).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' && value.startsWith('seal:') ? seal(value.slice(5), `${action}.${name}`) : value,
  ]);
  const message = {
    ...{ key: randomUUID(), by: MANAGER, via: 'api' as const, fingerprint: fingerprint([action, data]) },
    data: Object.fromEntries(sealed),
  };
  for (;;) {
    try {
      await driven.client.workflow.getHandle(no).executeUpdate(actionUpdate(action), { args: [message] });
      return undefined;
    } catch (error) {
      const code = (error as { cause?: { type?: string } }).cause?.type;
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      if (code !== 'Busy') return code;
      await sleep(100);
    }
  }
}

/** Attaches what is as long as it may be until the file takes no more. */
async function filled(no: string): Promise<void> {
  for (let i = 0; i < 20; i++)
    if ((await act(no, 'attach', { title: `seal:${LONG}`, uri: 'seal:https://example.com/a.jpg' })) !== undefined)
      break;
  for (let i = 0; i < 400; i++)
    if (
      (await act(no, 'attach', { title: `seal:${'短'.repeat(400)}`, uri: 'seal:https://example.com/b.jpg' })) ===
      'FileFull'
    )
      return;
  throw new Error('it takes ever more');
}

const stateOf = async (no: string) => (await driven.models.register.get(no))!.state;

test('a full file takes no more of what adds to it, says so, and comes to its end like any other', async () => {
  const deadlineAt = Date.now() + 240_000;
  const full = driven.newCase(POLICY, SOLVED, 60);
  await full.begin(deadlineAt);
  await filled(full.no);
  for (const [action, data] of [
    ['attach', { title: `seal:${'长'.repeat(1_000)}`, uri: 'seal:https://example.com/c.jpg' }],
    ['promise', { at: '2030-01-01T00:00:00.000Z', of: 'word', what: `seal:${'答'.repeat(1_000)}` }],
  ] as const)
    expect(await act(full.no, action, data)).toBe('FileFull');
  expect(await act(full.no, 'note', { text: `seal:${LONG}` })).toBeUndefined();

  // Another one that repeats it goes on by itself.
  const other = driven.newCase(POLICY, LEFT_ALONE);
  await other.begin(deadlineAt);
  const long = { title: `seal:${LONG}`, uri: 'seal:https://example.com/a.jpg' };
  expect(await act(other.no, 'attach', long)).toBeUndefined();
  expect(await act(other.no, 'merge', { into: full.no, reason: 'seal:同一件事' })).toBe('MergeRefused');
  // The refusal is answered before it is stored.
  while ((await stateOf(other.no)).mergeRefused === undefined) await sleep(100);
  expect(await stateOf(other.no)).toMatchObject({ status: 'open', mergeRefused: { code: 'FileFull' } });

  expect(await full.run(deadlineAt)).toMatchObject({ end: 'solved' });
  const state = await stateOf(full.no);
  expect(sizeOf(state)).toBeGreaterThan(ROOM_OF_CASE.forMore - 8 * 1024);
  for (const { carried, bytes } of await runsOf(driven.client, full.no)) {
    expect(carried).toBeLessThanOrEqual(MIB);
    expect(bytes).toBeLessThan(10 * MIB);
  }
  expect(await driven.models.audit.verifyCase(full.no)).toMatchObject({ intact: true });
  expect((await replayAll(driven.client)).failed).toEqual([]);
}, 300_000);

test('a full file that was stopped is revived as full as it was, and comes to its end', async () => {
  const deadlineAt = Date.now() + 240_000;
  const full = driven.newCase(POLICY, SOLVED);
  await full.begin(deadlineAt);
  await filled(full.no);
  const { seq } = await stateOf(full.no);
  await driven.client.workflow.getHandle(full.no).terminate('a mistake');
  const { client, database: connection, keys } = driven;
  await revive(full.no, { client, connection, ...keys, by: 'cli:tester', watchedMs: 2_000 });
  expect((await stateOf(full.no)).seq).toBeGreaterThan(seq);
  expect(await act(full.no, 'attach', { title: `seal:${LONG}`, uri: 'seal:https://example.com/d.jpg' })).toBe(
    'FileFull',
  );
  expect(await full.run(deadlineAt)).toMatchObject({ end: 'solved' });
}, 300_000);
