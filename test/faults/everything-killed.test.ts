import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { importFile, readMap } from '../../cli/import';
import { rebuild } from '../../cli/rebuild';
import type { RebuildReport } from '../../cli/rebuild';
import { sampleComplaints } from '../../cli/sample-complaints';
import { seedStaff } from '../../cli/seed';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import { fastPolicies } from '../support/fast-policies';
import { Accounts, HttpCase } from '../support/http-case';
import { inParallel } from '../support/in-parallel';
import { Killer } from '../support/killer';
import { Payer, PAYER_SECRET } from '../support/payer';
import { LATE, PLANS } from '../support/plans';
import { replayAll } from '../support/replay-all';
import { Stack } from '../support/stack';
import { turn } from '../support/turn';

const ROOT = join(__dirname, '..', '..');
const REAL = join(ROOT, '..', 'shared', 'data', 'car_complaints_12365auto.jsonl');
const REGISTERED = Number(process.env['FAULT_REGISTERED'] ?? '12');
/** Every other plan has its turn, unless as many are asked for as there are. */
const DRIVEN = Number(process.env['FAULT_DRIVEN'] ?? String(Math.ceil(PLANS.length / 2)));
const plans = DRIVEN < PLANS.length ? PLANS.filter((_, i) => i % 2 === turn(2)) : PLANS;
const LIMIT_MS = 300_000 + REGISTERED * 500 + DRIVEN * 10_000;

test(
  `${REGISTERED} complaints registered and ${DRIVEN} driven over HTTP, while worker, API, Temporal and MongoDB are killed: every accepted one ends as it should`,
  async () => {
    const payer = new Payer();
    const closing: (() => Promise<void>)[] = [];
    let accounts!: Accounts;
    const stack = await Stack.start({
      api: true,
      before: async ({ mongoUri, data, apiUrl }) => {
        const seeding = await connect(mongoUri);
        const { password, people } = await seedStaff(seeding, data);
        await seeding.close();
        accounts = new Accounts(apiUrl, password, people);
      },
      env: {
        REDRESS_POLICIES: fastPolicies({ only: ['enterprise-eight-step', 'hasty'] }),
        REMEDY_GATEWAY_URL: await payer.start(),
        REMEDY_GATEWAY_SECRET: PAYER_SECRET,
      },
    });
    try {
      const killer = new Killer(stack);
      const deadline = Date.now() + LIMIT_MS;
      let results: { plan: string; expected: string[]; end: string | undefined }[];
      let numbers: string[];
      try {
        numbers = await register(accounts);
        expect(numbers.length).toBeGreaterThanOrEqual(REGISTERED * 0.95);
        const late = await registerLate(accounts);
        numbers.push(late);
        const cases = numbers.slice(0, DRIVEN).map((no, i) => new HttpCase(accounts, no, plans[i % plans.length]!));
        cases.unshift(new HttpCase(accounts, late, LATE));
        results = await inParallel(cases, 8, async (one) => {
          const { end } = await one.run(deadline);
          const { name, end: expected, orElse = [] } = one.plan;
          return { plan: `${one.no} ${name}`, expected: [expected, ...orElse], end };
        });
      } finally {
        await killer.stop();
      }
      expect(results.filter(({ expected, end }) => !expected.includes(end ?? 'none'))).toEqual([]);
      expect(stack.kills).toBeGreaterThan(0);
      expect([...payer.executions].filter(([, times]) => times > 1)).toEqual([]);

      const database = await connect(stack.mongoUri);
      closing.push(() => database.close());
      const keys = await openVault(join(stack.data, 'keys'));
      const client = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
      closing.push(() => client.connection.close());
      // Chains, register and tasks are what the histories make: nothing lost, nothing twice.
      const check = () => rebuild({ client, connection: database, ...keys, check: true, only: numbers });
      expect(await onceSettled(check)).toEqual([]);
      const models = openModels(database, keys);
      for (const no of numbers) expect(await models.audit.verifyCase(no)).toMatchObject({ no, intact: true });

      // The one that was always late has been overdue wherever somebody was waited for.
      const { state } = (await models.register.get(numbers.at(-1)!))!;
      const inTime = Object.values(state.tasks).filter(({ rungs }) =>
        rungs.some(({ does, done }) => does === 'overdue' && done !== true),
      );
      expect(inTime.map(({ id }) => id)).toEqual([]);

      const { replayed, failed } = await replayAll(client);
      expect(failed).toEqual([]);
      expect(replayed).toBeGreaterThanOrEqual(numbers.length);
    } finally {
      for (const close of closing) await close();
      await stack.stop();
      await payer.stop();
    }
  },
  LIMIT_MS + 240_000,
);

/** Real complaints where they are at hand, else the project's samples; each once, however often it is sent. */
async function register(accounts: Accounts): Promise<string[]> {
  const client = await accounts.client('lin');
  if (existsSync(REAL)) {
    const map = readMap(join(ROOT, 'imports', 'car-12365.yaml'));
    const report = join(ROOT, 'build', 'fault-import-refused.jsonl');
    const { numbers } = await importFile({ file: REAL, map, client, report, limit: REGISTERED, parallel: 4 });
    return numbers;
  }
  const samples = sampleComplaints().filter(({ policy }) => policy === 'enterprise-eight-step');
  const wanted = Array.from({ length: REGISTERED }, (_, i) => ({ sample: samples[i % samples.length]!, i }));
  return inParallel(wanted, 4, async ({ sample: { id, policy, intake }, i }) => {
    const { no } = await client.persist(
      () => client.post<{ no: string }>('/complaints', { policy, ...intake }, `fault:${id}:${i}`),
      400,
    );
    return no;
  });
}

/** A batch whose worker was killed on the way is written again once its attempt has been silent for 15 s. */
async function onceSettled(check: () => Promise<RebuildReport>): Promise<RebuildReport['differences']> {
  for (let left = 25; ; left--) {
    const { differences } = await check();
    if (differences.length === 0 || left === 0) return differences;
    await sleep(2_000);
  }
}

async function registerLate(accounts: Accounts): Promise<string> {
  const client = await accounts.client('lin');
  const intake = { category: 'quality', channel: 'counter', complainant: { name: '何慢' }, text: '一直没有人管' };
  const body = { policy: LATE.policy, ...intake };
  return (await client.persist(() => client.post<{ no: string }>('/complaints', body, 'fault:late'), 400)).no;
}
