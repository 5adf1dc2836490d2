import type { RemedyOrder } from '../../models/remedy-ledger';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();
const many = <T>(times: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, i) => work(i)));

function order(overrides: Partial<RemedyOrder> = {}): RemedyOrder {
  const no = overrides.no ?? aNumber();
  const params = { amountFen: 3000, to: 'account', account: `sealed:v2:${no}:x`, 'a.b': { $c: [] } };
  return { key: `${no}/main/execute/1/0`, no, kind: 'refund', params, costFen: 3000, ...overrides };
}

describe('the remedy ledger', () => {
  test('an order entered: pending, with everything it said', async () => {
    const wanted = order();
    const { entry, isNew } = await database().remedies.begin(wanted);
    expect(isNew).toBe(true);
    expect(entry).toMatchObject({ ...wanted, status: 'pending', attempts: 0 });
    expect(await database().remedies.byKey(wanted.key)).toEqual(entry);
  });

  test('the same key many times at once, with whatever it says: one entry, and one of them is new', async () => {
    const wanted = order();
    const begun = await many(30, (i) => database().remedies.begin({ ...wanted, costFen: i }));
    expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(begun.map(({ entry }) => entry.costFen)).size).toBe(1);
    expect(await database().remedies.ofCase(wanted.no)).toHaveLength(1);
  });

  test('many that would move it at once: one has moved it', async () => {
    const { key } = order();
    await database().remedies.begin(order({ key }));
    const moved = await many(20, () => database().remedies.move(key, ['pending'], 'sent'));
    expect(moved.filter((entry) => entry !== undefined)).toHaveLength(1);
    expect(await database().remedies.byKey(key)).toMatchObject({ status: 'sent', attempts: 1 });
  });

  test('many that would send it again after the first attempt: one does', async () => {
    const { key } = order();
    await database().remedies.begin(order({ key }));
    await database().remedies.move(key, ['pending'], 'sent');
    const moved = await many(20, () => database().remedies.move(key, ['sent'], 'sent', { ifAttempts: 1 }));
    expect(moved.filter((entry) => entry !== undefined)).toHaveLength(1);
    expect(await database().remedies.byKey(key)).toMatchObject({ status: 'sent', attempts: 2 });
  });

  test('moved from a state that it is not in: nothing happens', async () => {
    const { key } = order();
    await database().remedies.begin(order({ key }));
    expect(await database().remedies.move(key, ['sent', 'unknown'], 'executed')).toBeUndefined();
    expect(await database().remedies.move('no such key', ['pending'], 'sent')).toBeUndefined();
    expect(await database().remedies.byKey(key)).toMatchObject({ status: 'pending' });
  });

  test('an outcome is kept with the state it belongs to, and stays when the next move says nothing', async () => {
    const { key } = order();
    await database().remedies.begin(order({ key }));
    await database().remedies.move(key, ['pending'], 'executed', { outcome: { reference: 'P1', 'x.y': null } });
    const undone = await database().remedies.move(key, ['executed'], 'undone');
    expect(undone).toMatchObject({ status: 'undone', outcome: { reference: 'P1', 'x.y': null } });
  });

  test('what takes a remedy back is found by the remedy', async () => {
    const taken = order();
    await database().remedies.begin(order({ no: taken.no, key: `${taken.key}/undo`, undoOf: taken.key }));
    expect(await database().remedies.undoOf(taken.key)).toMatchObject({ key: `${taken.key}/undo`, undoOf: taken.key });
    expect(await database().remedies.undoOf('another')).toBeUndefined();
  });

  test('unsettled: what was sent or is unknown since before an instant', async () => {
    const [pending, sent, unknown] = [order(), order(), order()];
    for (const one of [pending, sent, unknown]) await database().remedies.begin(one);
    await database().remedies.move(sent.key, ['pending'], 'sent');
    await database().remedies.move(unknown.key, ['pending'], 'unknown');
    const keys = (await database().remedies.unsettled('2999-01-01T00:00:00Z', 1000)).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining([sent.key, unknown.key]));
    expect(keys).not.toContain(pending.key);
    expect(await database().remedies.unsettled('2000-01-01T00:00:00Z')).toEqual([]);
  });
});

const PENALTY = {
  ...{ ground: 'responsible/zhao', person: 'zhao', because: 'responsible' },
  ...{ percent: 5, of: 'performancePay', rule: 'penalty' },
};

describe('the penalty ledger', () => {
  test('booked many times at once: one entry, whatever the others say', async () => {
    const no = aNumber();
    const booked = await many(20, (i) =>
      database().penalties.book({ key: `${no}/p`, no, month: '2026-07', penalty: { ...PENALTY, percent: i } }),
    );
    expect(booked.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(booked.map(({ entry }) => JSON.stringify(entry))).size).toBe(1);
    expect(await database().penalties.ofCase(no)).toEqual([booked[0]!.entry]);
  });
});

describe('intake keys', () => {
  test('claimed many times at once: all get one number, and one of them is new', async () => {
    const claims = await many(20, (i) =>
      database().intakeKeys.claim({ who: 'mei', key: 'k1', no: `C${i}`, fingerprint: `f${i}` }),
    );
    expect(claims.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(claims.map(({ no, fingerprint }) => `${no} ${fingerprint}`)).size).toBe(1);
    const later = await database().intakeKeys.claim({ who: 'mei', key: 'k1', no: 'C99', fingerprint: 'f99' });
    expect(later).toEqual({ ...claims[0], isNew: false });
  });

  test('the same key of somebody else: a number of its own', async () => {
    await database().intakeKeys.claim({ who: 'mei', key: 'k2', no: 'C1', fingerprint: 'f' });
    expect(await database().intakeKeys.claim({ who: 'lin', key: 'k2', no: 'C2', fingerprint: 'f' })).toMatchObject({
      no: 'C2',
      isNew: true,
    });
    // Neither runs into the other where who and key are joined.
    expect(await database().intakeKeys.claim({ who: 'mei,k', key: '2', no: 'C3', fingerprint: 'f' })).toMatchObject({
      isNew: true,
    });
  });
});
