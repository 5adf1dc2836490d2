import { createJournal } from '../../activities/append-events';
import { createLookBack } from '../../activities/look-back';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { eventsOf, minute, recorded } from './case-events';
import { shippedPolicies } from '../support/policies';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();

/** The policy that cases of the tests are begun with. */
const OPEN = 'b'.repeat(64);
const HOTLINE = 'c'.repeat(64);
const OTHER_HOTLINE = 'd'.repeat(64);

beforeAll(() => {
  const named = (id: string): PolicyBundle => shippedPolicies().find(({ policy }) => policy.id === id)!;
  const hotline = named('land-hotline');
  const other = { ...hotline, policy: { ...hotline.policy, id: 'other-hotline' } };
  database().bundles.put({ ...named('supermarket'), hash: OPEN });
  database().bundles.put({ ...hotline, hash: HOTLINE });
  database().bundles.put({ ...other, hash: OTHER_HOTLINE });
});

/** A complaint by somebody of this phone and mail, sealed as the API does it. */
async function complained(
  contact: Record<string, string>,
  respondent: { persons: string[]; supplier?: string } = { persons: [] },
  further: NewEvent[] = [],
  bundleHash = OPEN,
): Promise<string> {
  const no = aNumber();
  const seal = await database().keys.vault.sealerForNew(no);
  const complainant = Object.fromEntries(Object.entries(contact).map(([name, text]) => [name, seal(text)]));
  const first = recorded({ complainant, respondent });
  const policy = { ...(first.data['policy'] as object), bundleHash };
  const events = eventsOf(no, [{ ...first, data: { ...first.data, policy } }, ...further]);
  await createJournal(database()).appendEvents({ no, head: '', events });
  return no;
}

/** What a new case of the same contact finds. */
async function look(
  contact: Record<string, string>,
  parties: { persons?: string[]; supplier?: string } = {},
  before = minute(60),
  bundleHash = OPEN,
) {
  const no = aNumber();
  const seal = await database().keys.vault.sealerForNew(no);
  const sealed = Object.fromEntries(Object.entries(contact).map(([name, text]) => [name, seal(text)]));
  const order = { no, key: `${no}/history`, bundleHash, before, contact: sealed, persons: [], ...parties };
  return (await createLookBack(database())(order)).result;
}

test('the same phone in another spelling, or the same mail, is the same customer; each case counts once', async () => {
  await complained({ phone: '138 0013 8001', email: 'an@example.com' });
  await complained({ email: 'AN@example.com' }, undefined, [{ type: 'CaseClosed', data: {} }]);
  await complained({ phone: '13900000009' });
  expect(await look({ phone: '+86 13800138001', email: 'an@example.com' })).toEqual({
    ...{ earlierComplaints: 2, earlierWithin90Days: 2, earlierOpen: 1, earlierUnfounded: 0 },
    ...{ respondentComplaints: 0, respondentWithin90Days: 0 },
  });
});

test('the case itself, later ones and those merged into another do not count; long ago is not within 90 days', async () => {
  const contact = { phone: '13800138002' };
  await complained(contact, undefined, [{ type: 'CaseResolved', data: { end: 'unfounded' } }]);
  await complained(contact, undefined, [{ type: 'CaseResolved', data: { end: 'duplicate' } }]);
  expect(await look(contact, {}, minute(0))).toMatchObject({ earlierComplaints: 0 });
  expect(await look(contact, {}, minute(91 * 24 * 60))).toMatchObject({
    ...{ earlierComplaints: 1, earlierWithin90Days: 0, earlierUnfounded: 1 },
  });
});

test('persons and suppliers are counted from the intake and from what was found out later', async () => {
  await complained({}, { persons: ['wei'], supplier: 'North' });
  await complained({}, undefined, [
    { type: 'FindingsSubmitted', data: { cause: 'left out', persons: ['wei'], supplier: 'South' } },
  ]);
  expect(await look({}, { persons: ['wei'] })).toMatchObject({ respondentComplaints: 2 });
  expect(await look({}, { supplier: 'North' })).toMatchObject({ respondentComplaints: 1 });
  expect(await look({}, {})).toMatchObject({ earlierComplaints: 0, respondentComplaints: 0 });
});

test('the latest of very many cases of one party count like the first: none is left out', async () => {
  const { connection, pastCases } = database();
  const many = 1_300;
  const before = minute(400 * 24 * 60);
  const days = (n: number): string => new Date(Date.parse(before) - n * 86_400_000).toISOString();
  // The oldest first, forty of them within ninety days: what a register of years looks like.
  const numbers = Array.from({ length: many }, () => aNumber());
  const entry = { status: 'closed', end: 'solved', dueAt: new Date(), updatedAt: new Date() };
  await connection
    .collection<{ _id: string }>('register')
    .insertMany(numbers.map((no) => ({ _id: no, entry: { ...entry, no }, bundleHash: OPEN })));
  const named = (no: string, i: number): CaseEvent => ({
    ...{ no, seq: 1, at: days(i < many - 40 ? 200 - i / 100 : 30), type: 'FindingsSubmitted' },
    data: { cause: 'left out', persons: [], supplier: 'Vast' },
  });
  for (const [i, no] of numbers.entries()) await pastCases.note([named(no, i)], { erased: false });
  expect(await look({}, { supplier: 'Vast' }, before)).toMatchObject({
    ...{ respondentComplaints: many, respondentWithin90Days: 40 },
  });
}, 60_000);

test('erased: what they complained of is found by their contacts no more, also after a rebuild', async () => {
  const contact = { phone: '13800138003', email: 'er@example.com' };
  const no = await complained(contact, { persons: ['lu'] });
  await database().keys.keyStore.destroy(no);
  await database().register.eraseTokens(no);
  expect(await look(contact)).toMatchObject({ earlierComplaints: 0 });
  await database().register.renew(no);
  expect(await look(contact, { persons: ['lu'] })).toMatchObject({ earlierComplaints: 0, respondentComplaints: 1 });
});

test('what is confidential is counted by cases of its own policy, and by no other', async () => {
  const contact = { phone: '13800138005', email: 'informer@example.com' };
  const about = { persons: ['gao'], supplier: 'Quarry' };
  await complained(contact, about, [], HOTLINE);
  await complained(contact, about, [], OTHER_HOTLINE);
  await complained(contact, about);
  const found = async (bundleHash: string) => {
    const result = await look(contact, about, minute(60), bundleHash);
    return [result?.['earlierComplaints'], result?.['earlierOpen'], result?.['respondentComplaints']];
  };
  expect(await found(OPEN)).toEqual([1, 1, 1]);
  expect(await found(HOTLINE)).toEqual([2, 2, 2]);
  expect(await found(OTHER_HOTLINE)).toEqual([2, 2, 2]);
});

test('of a policy that nobody can read, nothing is told', async () => {
  await complained({ phone: '13800138006' }, undefined, [], 'e'.repeat(64));
  expect(await look({ phone: '13800138006' })).toMatchObject({ earlierComplaints: 0 });
});

test('no phone nor mail stands in the database', async () => {
  await complained({ phone: '13800138004', email: 'secret@example.com' });
  const rows = JSON.stringify(await database().connection.collection('parties').find().toArray());
  expect(rows).toContain('contact/');
  expect(rows).not.toMatch(/13800138|example\.com/);
});
