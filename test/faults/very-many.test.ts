import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { rebuild } from '../../cli/rebuild';
import type { ActionAnswer } from '../../domain/file/action-answer';
import { fingerprint } from '../../domain/values/fingerprint';
import { DrivenStack } from '../support/driven-stack';
import { inParallel } from '../support/in-parallel';
import type { Plan } from '../support/plans';
import { runsOf } from '../support/runs-of';
import type { ScriptedCase } from '../support/scripted-case';

const NOTES = Number(process.env['REDRESS_MANY_NOTES'] ?? '60');
const REPEATS = Number(process.env['REDRESS_MANY_REPEATS'] ?? '150');
const ACTIONS = Number(process.env['REDRESS_MANY_ACTIONS'] ?? '150');
const OUTAGE_NOTES = Number(process.env['REDRESS_OUTAGE_NOTES'] ?? '25');
const OUTAGE_MS = Number(process.env['REDRESS_OUTAGE_MS'] ?? '10000');

const MIB = 1024 * 1024;
const POLICY = 'enterprise-eight-step';
/** As many of them as an impatient office sends at once. */
const AT_ONCE = 12;
/** Nobody does anything. */
const LEFT_ALONE: Plan = { name: 'left alone', end: 'none', does: () => ({ action: 'none', data: {} }) };
const DESK = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };
const MANAGER = { id: 'complaintsManager', roles: ['complaintsManager'], departments: [] };
/** The longest text that the API takes. */
const LONG = '客户来电反映商品漏电，要求退货并赔偿。'.repeat(500).slice(0, 8_000);

let driven: DrivenStack;
beforeAll(async () => void (driven = await DrivenStack.start(POLICY)), 240_000);
afterAll(() => driven.stop(), 60_000);

const within = (all: number): number => 120_000 + all * 1_500;

async function begun(): Promise<ScriptedCase> {
  const one = driven.newCase(POLICY, LEFT_ALONE);
  await one.begin(Date.now() + 60_000);
  return one;
}

type Message = Record<string, unknown> & { key: string };
type Reply = { answer: ActionAnswer; refused?: never } | { answer?: never; refused: string };

/** As the API sends it, until it is taken or refused for good. */
async function act(no: string, action: string, message: Message, updateId?: string): Promise<Reply> {
  for (;;) {
    try {
      const handle = driven.client.workflow.getHandle(no);
      const options = { args: [message] as never, ...(updateId === undefined ? {} : { updateId }) };
      return { answer: await handle.executeUpdate<ActionAnswer, [never]>(action, options) };
    } catch (error) {
      const code = (error as { cause?: { type?: string } }).cause?.type;
      if (error instanceof WorkflowUpdateFailedError && code !== undefined && code !== 'Busy') return { refused: code };
      await sleep(200);
    }
  }
}

async function sealerOf(no: string) {
  const seal = await driven.keys.vault.sealerFor(no);
  return (action: string, data: Record<string, unknown>, sealed: Record<string, string> = {}, by = DESK): Message => ({
    ...{ key: randomUUID(), by, via: 'api' },
    fingerprint: fingerprint([action, data, sealed]),
    data: {
      ...data,
      ...Object.fromEntries(Object.entries(sealed).map(([name, text]) => [name, seal(text, `${action}.${name}`)])),
    },
  });
}

/** What was taken is stored, each once and nothing else, the chain is whole, and the case goes on. */
async function isWhole(no: string, keys: readonly string[]): Promise<object> {
  const message = await sealerOf(no);
  const { answer } = await act(no, 'judge', message('judge', { founded: false }, { evidence: '监控' }));
  expect(answer).toBeDefined();
  const isStored = async (): Promise<boolean> => (await driven.models.register.seqOf(no)) >= answer!.upTo;
  for (let left = 1_200; left > 0 && !(await isStored()); left--) await sleep(250);
  const taken = new Set<string>();
  let causes = 0;
  for await (const { text } of driven.models.events.all(no)) {
    const { cause } = JSON.parse(text) as { cause?: { key: string } };
    if (cause === undefined) continue;
    causes++;
    taken.add(cause.key);
  }
  expect(taken.size).toBe(causes);
  expect(keys.filter((key) => !taken.has(key))).toEqual([]);
  expect(await driven.models.audit.verifyCase(no)).toMatchObject({ intact: true });
  const { client, database, keys: vaultKeys } = driven;
  const report = await rebuild({ client, connection: database, ...vaultKeys, check: true, only: [no] });
  expect(report.differences).toEqual([]);

  const runs = await runsOf(client, no);
  const most = {
    runs: runs.length,
    history: Math.max(...runs.map(({ bytes }) => bytes)),
    entries: Math.max(...runs.map(({ entries }) => entries)),
    batch: Math.max(...runs.map(({ batch }) => batch)),
    carried: Math.max(...runs.map(({ carried }) => carried)),
  };
  if (process.env['REDRESS_SHOW_SIZES'] !== undefined)
    process.stderr.write(`${expect.getState().currentTestName ?? ''}: ${JSON.stringify(most)}\n`);
  expect(most.history).toBeLessThan(10 * MIB);
  expect(most.batch).toBeLessThanOrEqual(MIB / 2);
  expect(most.carried).toBeLessThanOrEqual(MIB);
  return most;
}

test(
  `${NOTES} notes of 8,000 characters to one case are all kept, in histories that the engine bears`,
  async () => {
    const { no } = await begun();
    const message = await sealerOf(no);
    const keys = await inParallel(Array.from({ length: NOTES }), AT_ONCE, async () => {
      const note = message('note', {}, { text: LONG });
      expect(await act(no, 'note', note)).toHaveProperty('answer');
      return note.key;
    });
    const { runs } = (await isWhole(no, keys)) as { runs: number };
    // Thirty kilobytes each, twice over, in runs of some megabytes.
    expect(runs).toBeGreaterThan(NOTES / 100);
  },
  within(NOTES),
);

test(
  `${REPEATS} repeats of one message are one, by whatever way they come, and the case goes on`,
  async () => {
    const { no } = await begun();
    const message = await sealerOf(no);
    const note = message('note', {}, { text: '再说一遍' });
    await inParallel([...Array(REPEATS).keys()], AT_ONCE, async (i) => {
      // As the API repeats it, or somebody who gives each an id of its own.
      expect(await act(no, 'note', note, i % 2 === 0 ? `note/${note.key}` : undefined)).toHaveProperty('answer');
    });
    await isWhole(no, [note.key]);
    expect((await driven.models.register.get(no))!.state.notes).toBe(1);
  },
  within(REPEATS),
);

test(
  `${ACTIONS} actions on one case are taken, or refused once its file is full, and it goes on`,
  async () => {
    const { no } = await begun();
    const message = await sealerOf(no);
    const at = '2030-01-01T00:00:00Z';
    const kinds: (() => [string, Message])[] = [
      () => ['note', message('note', {}, { text: '备注' })],
      () => ['receiveMessage', message('receiveMessage', { channel: 'phone' }, { text: '催问进度' })],
      () => ['attach', message('attach', {}, { title: '照片', uri: 'https://example.com/p.jpg' })],
      () => ['promise', message('promise', { at, of: 'word' }, { what: '答复' }, MANAGER)],
      () => ['note', message('note', {}, { text: LONG.slice(0, 500) })],
      () => ['pause', message('pause', { waitsFor: 'thirdParty' }, { reason: '送检' }, MANAGER)],
      () => ['resume', message('resume', {}, {}, MANAGER)],
    ];
    const refused: Record<string, number> = {};
    const keys = await inParallel([...Array(ACTIONS).keys()], AT_ONCE, async (i) => {
      const [action, sent] = (kinds[i % kinds.length] as (typeof kinds)[number])();
      const { refused: code } = await act(no, action, sent);
      if (code === undefined) return sent.key;
      refused[code] = (refused[code] ?? 0) + 1;
      return undefined;
    });
    // Two that pause at once: the second comes too late.
    expect(Object.keys(refused).filter((code) => !['FileFull', 'AlreadySo'].includes(code))).toEqual([]);
    await isWhole(
      no,
      keys.filter((key) => key !== undefined),
    );
  },
  within(ACTIONS),
);

test(
  `while the store refuses every write, ${OUTAGE_NOTES} notes of 8,000 characters wait, and none is lost`,
  async () => {
    const { no } = await begun();
    const message = await sealerOf(no);
    for (let left = 300; left > 0 && (await driven.models.register.seqOf(no)) === 0; left--) await sleep(100);
    await driven.stack.kill('mongo');
    const from = Date.now();
    const notes = Array.from({ length: OUTAGE_NOTES }, () => message('note', {}, { text: LONG }));
    // Taken at once, or once there is room again.
    const sent = inParallel(notes, AT_ONCE, async (note) => {
      expect(await act(no, 'note', note)).toHaveProperty('answer');
      return note.key;
    });
    await sleep(OUTAGE_MS - (Date.now() - from));
    await driven.stack.begin('mongo');
    await isWhole(no, await sent);
  },
  within(OUTAGE_NOTES) + OUTAGE_MS,
);
