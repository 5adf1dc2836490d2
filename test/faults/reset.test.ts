import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { revive } from '../../cli/revive';
import { rebuild } from '../../cli/rebuild';
import { actionUpdate } from '../../workflows/messages';
import { DrivenStack } from '../support/driven-stack';
import type { Plan } from '../support/plans';

const POLICY = 'enterprise-eight-step';
const LEFT_ALONE: Plan = { name: 'left alone', end: 'none', does: () => ({ action: 'none', data: {} }) };
const DESK = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };

let driven: DrivenStack;
beforeAll(async () => void (driven = await DrivenStack.startWith({ REDRESS_WATCH_EVERY_S: '3600' }, POLICY)), 240_000);
afterAll(() => driven.stop(), 60_000);

async function note(no: string, text: string): Promise<string> {
  const seal = await driven.keys.vault.sealerFor(no);
  const key = randomUUID();
  const message = { key, by: DESK, via: 'api' as const, data: { text: seal(text, 'note.text') } };
  const { upTo } = await driven.client.workflow.getHandle(no).executeUpdate(actionUpdate('note'), { args: [message] });
  for (let left = 300; left > 0 && (await driven.models.register.seqOf(no)) < upTo; left--) await sleep(100);
  return key;
}

async function keysOf(no: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { text } of driven.models.events.all(no)) {
    const { cause } = JSON.parse(text) as { cause?: { key: string } };
    if (cause !== undefined) keys.push(cause.key);
  }
  return keys;
}

test('a case that somebody has reset in Temporal goes on by what is stored once it is ended there and revived', async () => {
  const one = driven.newCase(POLICY, LEFT_ALONE);
  await one.begin(Date.now() + 60_000);
  const { no } = one;
  const keys = [await note(no, '第一次'), await note(no, '第二次')];
  const { client } = driven;
  const handle = client.workflow.getHandle(no);
  const { events } = await handle.fetchHistory();
  const first = events?.find(({ workflowTaskCompletedEventAttributes: done }) => done);
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: no, runId: (await handle.describe()).runId },
    ...{ reason: 'tried', requestId: randomUUID(), workflowTaskFinishEventId: first?.eventId ?? null },
  });
  await sleep(3_000);
  // Whatever that run says, what is stored stays.
  expect(await keysOf(no)).toEqual(keys);
  expect(await driven.models.audit.verifyCase(no)).toMatchObject({ intact: true });
  await handle.terminate('it was reset');
  await revive(no, { client, connection: driven.database, ...driven.keys, by: 'cli:tester', watchedMs: 2_000 });
  keys.push(await note(no, '恢复之后'));
  expect((await keysOf(no)).filter((key) => keys.includes(key))).toEqual(keys);
  expect(await driven.models.audit.verifyCase(no)).toMatchObject({ intact: true });
  const report = await rebuild({ client, connection: driven.database, ...driven.keys, check: true, only: [no] });
  expect(report.differences).toEqual([]);
}, 180_000);
