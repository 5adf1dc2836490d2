import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Connection as Database } from 'mongoose';
import { BackgroundWork } from '../../background/background-work';
import { CaseHistories } from '../../activities/case-histories';
import { rebuild } from '../../cli/rebuild';
import type { Difference } from '../../cli/rebuild';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { ArchivedRuns } from '../../models/archived-runs';
import { connect } from '../../models/connect';
import type { ArchiveState } from '../../models/process-reports';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import { readPolicies } from '../../models/policy-files';
import { openVault } from '../../vault/open-vault';
import type { OpenedVault } from '../../vault/open-vault';
import { Archiver } from '../../workers/archiver';
import { fastPolicies } from '../support/fast-policies';
import { PLANS } from '../support/plans';
import type { Plan } from '../support/plans';
import { REMEDY_KINDS } from '../support/policies';
import { ScriptedCase } from '../support/scripted-case';
import { Stack } from '../support/stack';

/** Nobody does anything: the case stays open. */
const LEFT_OPEN: Plan = { name: 'left open', end: 'none', does: () => ({ action: 'none', data: {} }) };

let stack: Stack;
let client: Client;
let database: Database;
let keys: OpenedVault;
let models: Models;
let closed: string[];
let open: string;

beforeAll(async () => {
  const policies = fastPolicies({ only: ['enterprise-eight-step'] });
  stack = await Stack.start({ env: { REDRESS_POLICIES: policies, REDRESS_ARCHIVE_EVERY_S: '3600' } });
  client = new Client({ connection: await Connection.connect({ address: stack.temporalAddress }) });
  database = await connect(stack.mongoUri);
  keys = await openVault(join(stack.data, 'keys'));
  models = openModels(database, keys);
  const bundle = readPolicies(policies, REMEDY_KINDS).find(({ policy }) => policy.id === 'enterprise-eight-step')!;
  const category = Object.keys(bundle.policy.categories)[0]!;
  const run = async (plan: Plan, deadlineAt: number, eventsPerRun?: number): Promise<string> => {
    const no = formatComplaintNumber('2026-11-22', randomBytes(8));
    const one = new ScriptedCase(client, keys.vault, no, bundle, plan, category, models.register, eventsPerRun);
    await one.run(deadlineAt).catch((error: unknown) => {
      if (plan !== LEFT_OPEN) throw error;
    });
    return no;
  };
  const late = Date.now() + 120_000;
  const planned = ['solved', 'unfounded', 'withdrawn'].map((name) => PLANS.find((plan) => plan.name === name)!);
  const all = await Promise.all([
    ...planned.map((plan, i) => run(plan, late, i === 0 ? 25 : undefined)),
    run(LEFT_OPEN, Date.now() + 8_000),
  ]);
  closed = all.slice(0, 3);
  open = all[3]!;
}, 240_000);

afterAll(async () => {
  await database.close();
  await client.connection.close();
  await stack.stop();
}, 60_000);

const check = async (only?: string[]): Promise<Difference[]> => {
  const options = { client, connection: database, ...keys, check: true, ...(only === undefined ? {} : { only }) };
  return (await rebuild(options)).differences;
};
const redo = (only?: string[]) =>
  rebuild({ client, connection: database, ...keys, ...(only === undefined ? {} : { only }) });
const collection = (name: string) => database.collection<{ _id: string }>(name);

/** The register's rows but for the count of writes, which a rebuild adds to, and what the counters note for themselves. */
async function rows(): Promise<unknown[]> {
  const found = await collection('register').find().sort({ _id: 1 }).toArray();
  return found.map((row) => ({ ...row, rev: 0, counted: undefined, uncounted: undefined }));
}

describe('the archiver', () => {
  const archiver = (): Archiver => new Archiver({ client, runs: models.archivedRuns });

  test('exports every ended run once, those that went on in a fresh history too, and none that is still open', async () => {
    const one = archiver();
    const first = await one.sweepOnce();
    expect(first.failed).toBe(0);
    expect(first.exported).toBe(first.seen);
    const runs = await Promise.all(closed.map((no) => models.archivedRuns.ofCase(no)));
    expect(runs.map((of) => of.length > 0)).toEqual([true, true, true]);
    expect(runs[0]!.map(({ status }) => status).slice(-2)).toEqual(['CONTINUED_AS_NEW', 'COMPLETED']);
    expect(await models.archivedRuns.ofCase(open)).toEqual([]);
    expect((await one.sweepOnce()).exported).toBe(0);
    expect((await archiver().sweepOnce()).exported).toBe(0);
    expect(await models.archivedRuns.count()).toBe(first.exported);
  });

  test('runs that can’t be archived: noted, tried again, and an alarm days before Temporal forgets them', async () => {
    const elsewhere = await connect(stack.mongoUri.replace('/redress', '/elsewhere'));
    // One history fits in, whatever comes after it does not.
    const chunks = elsewhere.collection('archivedRunChunks');
    await elsewhere.db!.command({
      createIndexes: 'archivedRunChunks',
      indexes: [{ key: { alwaysTheSame: 1 }, name: 'alwaysTheSame', unique: true }],
    });
    const background = new BackgroundWork({ error: () => undefined, info: () => undefined });
    const alarms: ArchiveState[] = [];
    let days = 0;
    const one = new Archiver({
      ...{ client, runs: new ArchivedRuns(elsewhere), note: background.note },
      now: () => Date.now() + days * 24 * 3_600_000,
      onAlarm: (state) => alarms.push(state),
    });
    const { seen, failed } = await one.sweepOnce();
    expect(failed).toBeGreaterThan(1);
    expect(one.state()).toMatchObject({ waiting: failed, alarm: false });
    expect(background.list()).toMatchObject([{ work: 'archiver', failing: true, error: 'MongoServerError 11000' }]);
    // Closed now, forgotten after ninety days.
    days = 82;
    await one.sweepOnce();
    expect(alarms).toEqual([]);
    days = 84;
    for (let i = 0; i < 3; i++) expect((await one.sweepOnce()).failed).toBe(failed);
    expect(alarms).toMatchObject([{ waiting: failed, alarm: true, lostAt: expect.stringMatching(/^20/) }]);
    await chunks.drop();
    await one.sweepOnce();
    expect(one.state()).toEqual({ waiting: 0, alarm: false });
    expect(background.list()).toMatchObject([{ failing: false }]);
    expect(await new ArchivedRuns(elsewhere).count()).toBe(seen);
    await elsewhere.dropDatabase();
    await elsewhere.close();
  });

  test('an archived history is the one that Temporal has', async () => {
    const [run] = await models.archivedRuns.ofCase(closed[0]!);
    const history = await client.workflow.getHandle(closed[0]!, run!.runId).fetchHistory();
    const archived = temporal.api.history.v1.History.decode((await models.archivedRuns.history(run!.runId))!);
    expect(archived.toJSON()).toEqual(temporal.api.history.v1.History.fromObject(history).toJSON());
    expect(run!.events).toBe(history.events?.length);
  });

  test('a damaged archive says so', async () => {
    await models.archivedRuns.store(
      {
        runId: 'r1',
        no: 'C',
        status: 'COMPLETED',
        startedAt: '2026-11-22T08:00:00Z',
        closedAt: '2026-11-22T09:00:00Z',
        events: 1,
      },
      Buffer.from('a history'),
    );
    expect(await models.archivedRuns.history('r1')).toEqual(Buffer.from('a history'));
    await collection('archivedRunChunks').updateOne({ _id: 'r1/0' }, { $set: { data: Buffer.from('other') } });
    await expect(models.archivedRuns.history('r1')).rejects.toMatchObject({ name: 'ArchiveBroken', runId: 'r1' });
    await Promise.all([
      collection('archivedRuns').deleteOne({ _id: 'r1' }),
      collection('archivedRunChunks').deleteOne({ _id: 'r1/0' }),
    ]);
  });
});

test('a closed case has given its journal nothing that was not answered, however often it went on in a fresh history', async () => {
  const histories = new CaseHistories({ client, runs: models.archivedRuns });
  for (const no of closed)
    expect((await histories.batches(no)).filter(({ isStored, isCarried }) => !isStored && isCarried !== true)).toEqual(
      [],
    );
});

describe('rebuild', () => {
  test('nothing was lost: the check finds no difference', async () => {
    expect(await check()).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>, Partial<Difference>]>([
    ['an event removed', () => collection('events').deleteOne({ _id: `${closed[1]!}/4` }), { what: 'missing', seq: 4 }],
    [
      'an entry of the register altered',
      () =>
        collection('register').updateOne(
          { _id: closed[1]! },
          { $set: { 'entry.severity': 'forged', 'entry.handler': 'forged' } },
        ),
      { what: 'register', detail: 'severity, handler' },
    ],
    [
      'an entry of the register removed',
      () => collection('register').deleteOne({ _id: closed[1]! }),
      { what: 'register', detail: 'entry' },
    ],
  ])('%s: the check finds it, the rebuild puts it right', async (_, spoil, difference) => {
    const no = closed[1]!;
    const before = await rows();
    await spoil();
    expect(await check([no])).toContainEqual({ no, ...difference });
    expect(await redo([no])).toMatchObject({ cases: 1, differences: [] });
    expect(await check([no])).toEqual([]);
    expect(await rows()).toEqual(before);
  });

  describe('the ledger of remedies', () => {
    const ledger = () => collection('remedies').find().sort({ _id: 1 }).toArray();
    /** What an entry says; when it was written may differ by what the engine took. */
    const said = async (): Promise<unknown[]> =>
      (await ledger()).map(({ rev: _rev, createdAt: _from, updatedAt: _to, ...row }: Record<string, unknown>) => row);
    const spoilt = async (change: (key: string) => Promise<unknown>): Promise<string> => {
      const [{ _id: key }] = (await collection('remedies')
        .find({ no: closed[0]! } as never)
        .toArray()) as [{ _id: string }];
      await change(key);
      return key;
    };

    test('an entry lost, as with an older backup: found, put back once, and nothing is paid for it', async () => {
      const before = await said();
      expect(before).toContainEqual(expect.objectContaining({ no: closed[0]!, kind: 'refund', status: 'executed' }));
      const key = await spoilt((_id) => collection('remedies').deleteOne({ _id }));
      expect(await check()).toEqual([{ no: closed[0]!, what: 'remedy', detail: key }]);
      expect(await redo()).toMatchObject({
        differences: [],
        putBack: { remedies: 1, penalties: 0, claims: 0, keys: 0 },
      });
      expect(await said()).toEqual(before);
      expect(await redo()).toMatchObject({ differences: [], putBack: { remedies: 0 } });
      expect(await said()).toEqual(before);
    });

    test('an entry that is behind what came of it: it goes on to that', async () => {
      const before = await said();
      const key = await spoilt((_id) =>
        collection('remedies').updateOne({ _id }, { $set: { status: 'sent' }, $unset: { outcome: '' } }),
      );
      const detail = `${key} sent, executed in the history`;
      expect(await check([closed[0]!])).toEqual([{ no: closed[0]!, what: 'remedy', detail }]);
      expect(await redo([closed[0]!])).toMatchObject({ differences: [], putBack: { remedies: 1 } });
      expect(await said()).toEqual(before);
    });

    test.each<[string, object, (key: string) => string]>([
      ['another amount', { costFen: 1 }, (key) => `${key} altered`],
      ['another end', { status: 'failed' }, (key) => `${key} failed, executed in the history`],
    ])('an entry that says %s: both report it, and it stays as it is', async (_, forged, detailOf) => {
      const before = await ledger();
      const key = await spoilt((_id) => collection('remedies').updateOne({ _id }, { $set: forged }));
      const found = [{ no: closed[0]!, what: 'remedy', detail: detailOf(key) }];
      expect(await check([closed[0]!])).toEqual(found);
      expect((await redo([closed[0]!])).differences).toEqual(found);
      expect(await collection('remedies').findOne({ _id: key })).toMatchObject(forged);
      await collection('remedies').replaceOne(
        { _id: key },
        before.find(({ _id }) => _id === key)!,
      );
    });
  });

  test('an event altered: both report it, and nothing is overwritten', async () => {
    const no = closed[2]!;
    const [, second] = await models.events.chained(no);
    const forged = { text: second!.text.replace('"seq":2', '"seq": 2'), hash: 'f'.repeat(64) };
    await collection('events').updateOne({ _id: `${no}/2` }, { $set: forged });
    expect(await check([no])).toEqual([{ no, seq: 2, what: 'altered' }]);
    expect((await redo([no])).differences).toEqual([{ no, seq: 2, what: 'altered' }]);
    expect((await models.events.chained(no))[1]).toMatchObject(forged);
    await collection('events').updateOne({ _id: `${no}/2` }, { $set: { text: second!.text, hash: second!.hash } });
  });

  test('a case that no history knows: reported', async () => {
    const row = await collection('register').findOne<{ entry: object }>();
    await collection('register').insertOne({
      ...{ ...row, _id: 'C260101-0000000' as never },
      entry: { ...row!.entry, status: 'open' },
    } as never);
    const no = 'C260101-0000000';
    expect(await check()).toEqual([
      { no, what: 'noHistory' },
      { no, what: 'goneFromEngine' },
    ]);
    await collection('register').deleteOne({ _id: 'C260101-0000000' });
  });

  test('everything lost but the histories, of closed cases the archived ones alone: all of it comes back', async () => {
    for (const no of closed)
      for (const { runId } of await models.archivedRuns.ofCase(no))
        await client.workflowService.deleteWorkflowExecution({
          namespace: 'default',
          workflowExecution: { workflowId: no, runId },
        });
    const before = await rows();
    expect(before).toHaveLength(4);
    const remedies = await collection('remedies').countDocuments();
    for (const lost of ['events', 'register', 'remedies']) await collection(lost).deleteMany({});
    const progress: string[] = [];
    const report = await rebuild({
      client,
      connection: database,
      ...keys,
      progress: ({ no, of }) => progress.push(`${no} of ${of}`),
    });
    expect(report).toMatchObject({ cases: 4, differences: [], putBack: { remedies } });
    expect(remedies).toBeGreaterThan(0);
    expect(progress).toEqual([...closed, open].sort().map((no) => `${no} of 4`));
    expect(await rows()).toEqual(before);
    for (const no of [...closed, open]) expect(await models.audit.verifyCase(no)).toMatchObject({ intact: true });
    expect(await models.events.count()).toBe(report.events);
    expect(await check()).toEqual([]);
  });
});
