import { MockActivityEnvironment } from '@temporalio/testing';
import type { Connection } from 'mongoose';
import { createBookPenalty } from '../../activities/book-penalty';
import { createExecuteRemedy } from '../../activities/remedies/execute';
import { BookingGateway } from '../../activities/ports/booking-gateway';
import { HttpGateway } from '../../activities/ports/http-gateway';
import type { RemedyGateway } from '../../activities/ports/remedy-gateway';
import { remedies } from '../../activities/remedies/registry';
import { createSettleRemedy } from '../../activities/remedies/settle';
import { createUndoRemedy } from '../../activities/remedies/undo';
import { startMongo } from '../../engines/for-tests';
import type { MongoEngine } from '../../engines/mongo';
import { connect } from '../../models/connect';
import { PenaltyLedger } from '../../models/penalty-ledger';
import { allPolicies } from '../support/policies';
import { RemedyLedger } from '../../models/remedy-ledger';
import { GatewayServer } from './gateway-server';
import { NO, openOffice } from './office';
import { temporaryFolders } from './temporary-folders';

// What every remedy keeps stands in test/contracts; here is what only time and other hands bring about.
describe('executing remedies', () => {
  const newFolder = temporaryFolders();
  const payer = new GatewayServer();
  let mongo: MongoEngine;
  let connection: Connection;
  let ledger: RemedyLedger;
  let gateway: HttpGateway;
  let counter = 0;

  beforeAll(async () => {
    await payer.start();
    mongo = await startMongo({ dataDir: newFolder() });
    connection = await connect(mongo.uri);
    ledger = new RemedyLedger(connection);
    const { vault } = await openOffice(newFolder());
    gateway = new HttpGateway({ url: payer.url, secret: payer.secret, vault });
  }, 120_000);
  afterEach(() => payer.behaveAgain());
  afterAll(async () => {
    await connection.close();
    await mongo.stop();
    await payer.stop();
  });

  const execute = (given: ReturnType<typeof order>, attempt = 1, through: RemedyGateway = gateway) =>
    createExecuteRemedy({ ledger, gateway: through, remedies, attempt: () => attempt })(given);
  function order(
    kind = 'refund',
    params: Record<string, unknown> = { to: 'originalPayment', amountFen: 500 },
    costFen = 500,
  ) {
    return { no: NO, key: `${NO}/main/execute/1/option-1-remedy-${++counter}`, kind, params, costFen };
  }
  const statusOf = async (key: string) => (await ledger.byKey(key))?.status;

  test('the payer refuses: failed for good with the reason, and not asked again', async () => {
    payer.refusesWith = 'accountClosed';
    const given = order();
    const refused = { status: 'failed', result: { reason: 'accountClosed' } };
    expect(await execute(given)).toEqual(refused);
    payer.behaveAgain();
    expect(await execute(given, 2)).toEqual(refused);
    expect(payer.sent(given.key)).toBe(1);
  });

  test('the payer is away for days: tried again and again, unmarked, and done when it is back', async () => {
    payer.answersAlways = { status: 429, body: '' };
    const given = order();
    for (let attempt = 1; attempt <= 40; attempt++) {
      await expect(execute(given, attempt)).rejects.toMatchObject({ name: 'NotSent' });
      expect(await statusOf(given.key)).toBe('pending');
    }
    payer.behaveAgain();
    expect((await execute(given, 41)).status).toBe('succeeded');
    expect(payer.sent(given.key)).toBe(1);
  });

  test('an answer lost late in a long outage is still asked for ten times before anybody is bothered', async () => {
    const given = order();
    payer.fate = () => 'answerLost';
    payer.isSilent = true;
    await expect(execute(given, 50)).rejects.toMatchObject({ name: 'Unanswered' });
    for (let attempt = 51; attempt < 60; attempt++)
      await expect(execute(given, attempt)).rejects.toMatchObject({ name: 'Unanswered' });
    expect(await execute(given, 60)).toEqual({ status: 'unknown', result: { reason: 'noAnswer' } });
  });

  test('the engine says which attempt it is', async () => {
    const given = order();
    const executeRemedy = createExecuteRemedy({ ledger, gateway, remedies });
    payer.fate = () => 'answerLost';
    await expect(new MockActivityEnvironment({ attempt: 7 }).run(executeRemedy, given)).rejects.toMatchObject({
      name: 'Unanswered',
    });
    expect((await ledger.byKey(given.key))?.outcome).toEqual({ attempt: 7 });
    expect(await new MockActivityEnvironment({ attempt: 8 }).run(executeRemedy, given)).toMatchObject({
      status: 'succeeded',
    });
  });

  test('a lost refusal is found out as a refusal', async () => {
    const given = order();
    payer.fate = () => 'answerLost';
    payer.refusesWith = 'accountClosed';
    await expect(execute(given)).rejects.toThrow();
    expect(await execute(given, 2)).toEqual({ status: 'failed', result: { reason: 'accountClosed' } });
  });

  test('what was sent counts, even if the remedy is no longer offered', async () => {
    const given = order();
    payer.fate = () => 'answerLost';
    await expect(execute(given)).rejects.toThrow();
    const without = new Map([...remedies].filter(([kind]) => kind !== 'refund'));
    const later = createExecuteRemedy({ ledger, gateway, remedies: without, attempt: () => 2 });
    expect((await later(given)).status).toBe('succeeded');
    expect(await later(order())).toEqual({ status: 'failed', result: { reason: 'unknownRemedy' } });
  });

  test('what a person has settled meanwhile is not overruled by a late attempt', async () => {
    const given = order();
    const late: RemedyGateway = {
      execute: async (sent) => {
        await createSettleRemedy({ ledger })({ no: NO, key: `${given.key}/settle`, of: given.key, executed: false });
        return gateway.execute(sent);
      },
      find: (key) => gateway.find(key),
      undo: (key) => gateway.undo(key),
    };
    expect((await execute(given, 1, late)).status).toBe('failed');
    expect(await statusOf(given.key)).toBe('failed');
  });

  test('nothing is settled that was never ordered', async () => {
    const outcome = await createSettleRemedy({ ledger })({ no: NO, key: 'k', of: `${NO}/never`, executed: true });
    expect(outcome).toEqual({ status: 'failed', result: { reason: 'noSuchRemedy' } });
  });

  test('only booked, where no payer is connected: the row is the booking, and it can be undone', async () => {
    const booking = new BookingGateway();
    const given = order();
    expect(await execute(given, 1, booking)).toEqual({
      status: 'succeeded',
      result: { reference: `booked:${given.key}` },
    });
    const undo = createUndoRemedy({ ledger, gateway: booking, remedies });
    expect(await undo({ no: NO, key: 'u', kind: 'refund', of: given.key })).toEqual({
      status: 'succeeded',
      result: { undone: true },
    });
    expect(await statusOf(given.key)).toBe('undone');
    expect((await execute(given, 1, booking)).status).toBe('succeeded');
  });

  test('what is under way or unknown is not undone', async () => {
    const undo = createUndoRemedy({ ledger, gateway, remedies });
    const given = order();
    payer.fate = () => 'answerLost';
    await expect(execute(given)).rejects.toThrow();
    payer.behaveAgain();
    expect(await undo({ no: NO, key: 'u', kind: 'refund', of: given.key })).toEqual({
      status: 'failed',
      result: { reason: 'outcomeUnknown' },
    });
    expect(payer.undone(given.key)).toBe(0);
  });

  test('parameters and sealed details lie in the ledger as they were ordered, without more', async () => {
    const given = order();
    await execute({ ...given, bundleHash: 'x' } as typeof given);
    expect(await ledger.byKey(given.key)).toMatchObject({ no: NO, kind: 'refund', params: given.params, costFen: 500 });
    const raw = await connection.collection('remedies').findOne({ _id: given.key as never });
    expect(raw).not.toHaveProperty('bundleHash');
  });

  test('a penalty is booked once under its key, as it was first', async () => {
    const bundle = allPolicies().get('penalised')!;
    const parts = { bundles: { get: async () => bundle }, ledger: new PenaltyLedger(connection) };
    // A minute after midnight in Shanghai: the month there counts, not that of UTC.
    const book = createBookPenalty({ ...parts, now: () => Date.parse('2026-07-31T16:01:00Z') });
    const penalty = {
      ...{ ground: 'responsible/zhou', person: 'zhou', because: 'responsible' },
      ...{ percent: 5, of: 'performancePay', rule: 'penalty' },
    };
    const given = { no: NO, key: `${NO}/main/penalise/1/booked-1`, penalty, bundleHash: bundle.hash };
    const done = { status: 'succeeded', result: { month: '2026-08' } };
    expect(await book(given)).toEqual(done);
    const later = createBookPenalty({ ...parts, now: () => Date.parse('2026-09-05T00:00:00Z') });
    expect(await later({ ...given, penalty: { ...penalty, percent: 50 } })).toEqual(done);
    expect(await new PenaltyLedger(connection).ofCase(NO)).toMatchObject([
      { penalty, month: '2026-08', terms: { ceilingPercent: 20, minimumWageFen: 250_000, excess: 'carry' } },
    ]);
  });
});
