import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { createJournal } from '../../activities/append-events';
import type { CaseEvent } from '../../domain/file/stored-event';
import { fold } from '../../models/case-states';
import { canonicalText, chainOn } from '../../models/chain';
import type { ChainBroken } from '../../models/events';
import { entryOf } from '../../models/register-entry';
import { anyHistory, cut, done, eventsOf, note, opened, recorded, standsAt } from './case-events';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();
const alarms: ChainBroken[] = [];
const journal = (restore?: (no: string) => Promise<unknown>) =>
  createJournal({
    ...database(),
    ...(restore === undefined ? {} : { restore }),
    alarm: (broken) => alarms.push(broken),
  });

const news = [recorded(), standsAt('judge'), opened(), note('sealed elsewhere'), done()];

/** Journals events batch by batch, as a case does; answers the last head. */
async function journalAll(no: string, batches: readonly CaseEvent[][]): Promise<string> {
  let head = '';
  for (const events of batches) head = await journal().appendEvents({ no, head, events });
  return head;
}

/** That event store, register and tasks say what these events say. */
async function expectStored(no: string, events: readonly CaseEvent[]): Promise<void> {
  const { events: store, register, audit } = database();
  const chain = chainOn('', events);
  expect(await store.chained(no)).toEqual(chain);
  const folded = fold(
    no,
    undefined,
    events.map((event) => JSON.parse(canonicalText(event)) as CaseEvent),
  )!;
  expect(await register.entry(no)).toEqual(entryOf(folded));
  expect(await register.differences(folded)).toEqual([]);
  expect(await audit.verifyCase(no)).toEqual({ no, events: events.length, head: chain.at(-1)?.hash, intact: true });
}

describe('appendEvents', () => {
  test('a first and a second batch: stored in order, each head binds the next', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    const head = await journalAll(no, [events.slice(0, 3), events.slice(3)]);
    expect(head).toBe(chainOn('', events).at(-1)?.hash);
    await expectStored(no, events);
    expect(await database().events.timeline(no, { after: 2, limit: 2 })).toEqual(
      chainOn('', events)
        .slice(2, 4)
        .map(({ hash }, i) => ({ ...events[i + 2]!, hash })),
    );
  });

  test('what is none of ours is refused for good, and nothing is written', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    const own = { workflowId: no, workflowType: 'complaintWorkflow' };
    const refusal = async (batch: object, origin = own): Promise<unknown> =>
      createJournal({ ...database(), origin: () => origin })
        .appendEvents({ no, head: '', events, ...batch })
        .then(
          () => 'taken',
          (error: unknown) => error instanceof ApplicationFailure && error.nonRetryable === true && error.type,
        );
    const [first, second, ...rest] = events as [CaseEvent, CaseEvent, ...CaseEvent[]];
    const changed = (change: object) => ({ events: [first, { ...second, ...change }, ...rest] });
    const batches: object[] = [
      ...[undefined, null, 7, '', 'C-1', no.toLowerCase(), `${no.slice(0, -1)}?`].map((one) => ({ no: one })),
      ...[undefined, {}, 'x', [null], [{}]].map((one) => ({ events: one })),
      ...[{ type: 'not a type' }, { type: undefined }, { seq: '2' }, { seq: 0 }, { at: 'yesterday' }].map(changed),
      ...[{ data: undefined }, { data: [] }, { by: 'mei' }, { more: 1 }].map(changed),
      { events: [{ ...first, type: 'CorrectiveActionOpened' }] },
      { events: [{ ...first, data: {} }] },
      { events: [{ ...first, data: { policy: { id: 'x' } } }] },
    ];
    for (const batch of batches) expect([batch, await refusal(batch)]).toEqual([batch, 'BatchRefused']);
    for (const origin of [
      { ...own, workflowId: aNumber() },
      { ...own, workflowType: 'correctiveActionWorkflow' },
      { workflowId: '', workflowType: '' },
    ])
      expect(await refusal({}, origin)).toBe('BatchRefused');
    expect(await database().events.chained(no)).toEqual([]);
    expect(await database().register.entry(no)).toBeUndefined();
    expect(await refusal({})).toBe('taken');
  });

  test('no events: answers the head it was given', async () => {
    expect(await journal().appendEvents({ no: aNumber(), head: 'h', events: [] })).toBe('h');
  });

  test('the same batch again, at once and later: stored once, the same head', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    const batch = { no, head: '', events };
    const heads = await Promise.all(Array.from({ length: 6 }, () => journal().appendEvents(batch)));
    expect(new Set([...heads, await journal().appendEvents(batch)]).size).toBe(1);
    await expectStored(no, events);
  });

  test('an earlier batch that comes once more after a later one: the register does not go back', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    await journalAll(no, [events.slice(0, 3), events.slice(3)]);
    await journal().appendEvents({ no, head: '', events: events.slice(0, 3) });
    await expectStored(no, events);
  });

  test.each([1, 2, 3, 4])('killed after %i of 5 events: the retry stores the rest', async (stored) => {
    const no = aNumber();
    const events = eventsOf(no, news);
    await database().events.append(chainOn('', events).slice(0, stored));
    await journal().appendEvents({ no, head: '', events });
    await expectStored(no, events);
  });

  test('killed after some events in the middle: the retry stores those around them', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    await database().events.append(chainOn('', events).slice(2, 4));
    await journal().appendEvents({ no, head: '', events });
    await expectStored(no, events);
  });

  test('killed between events and register: the retry brings the register up', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    await journal().appendEvents({ no, head: '', events: events.slice(0, 2) });
    await database().events.append(chainOn('', events).slice(2));
    expect(await database().register.entry(no)).toMatchObject({ seq: 2 });
    await journal().appendEvents({ no, head: chainOn('', events)[1]!.hash, events: events.slice(2) });
    await expectStored(no, events);
  });

  test('whatever happens, in whatever batches, tried how often: the register is what the events make', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory,
        fc.array(fc.integer({ min: 1, max: 6 })),
        fc.array(fc.constantFrom('once', 'twice', 'halfFirst')),
        async (history, lengths, ways) => {
          const no = aNumber();
          const events = eventsOf(no, history);
          let head = '';
          for (const [i, batch] of cut(events, lengths).entries()) {
            const chained = chainOn(head, batch);
            if (ways[i] === 'halfFirst')
              await database().events.append(chained.slice(0, Math.ceil(chained.length / 2)));
            if (ways[i] === 'twice') await journal().appendEvents({ no, head, events: batch });
            head = await journal().appendEvents({ no, head, events: batch });
          }
          await expectStored(no, events);
          // Made anew from nothing but the events it is the same.
          await database().register.renew(no);
          await expectStored(no, events);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('appendEvents, when what comes contradicts what is stored', () => {
  beforeEach(() => alarms.splice(0));

  async function refusal(batch: { no: string; head: string; events: CaseEvent[] }): Promise<unknown> {
    const error: unknown = await journal()
      .appendEvents(batch)
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ApplicationFailure);
    expect(error).toMatchObject({ type: 'ChainBroken', nonRetryable: true });
    expect(alarms).toHaveLength(1);
    return alarms[0]?.why;
  }

  test('another event under a stored number: an alarm, and nothing is overwritten', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    await journal().appendEvents({ no, head: '', events });
    const altered = events.map((event) =>
      event.seq === 3 ? { ...event, by: { id: 'x', roles: [], departments: [] } } : event,
    );
    expect(await refusal({ no, head: '', events: altered })).toBe('anotherEvent');
    expect(alarms[0]).toMatchObject({ no, seq: 3 });
    await expectStored(no, events);
  });

  test('a batch that builds on another head than the one stored: an alarm', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    await journal().appendEvents({ no, head: '', events: events.slice(0, 3) });
    expect(await refusal({ no, head: 'f'.repeat(64), events: events.slice(3) })).toBe('anotherHead');
    await expectStored(no, events.slice(0, 3));
  });

  test.each([
    [
      'a first event with a head',
      (no: string) => ({ no, head: 'f'.repeat(64), events: eventsOf(no, news) }),
      'anotherHead',
    ],
    ['a later event without a head', (no: string) => ({ no, head: '', events: eventsOf(no, news, 2) }), 'anotherHead'],
    [
      'a number left out',
      (no: string) => ({ no, head: '', events: eventsOf(no, news).filter(({ seq }) => seq !== 2) }),
      'notConsecutive',
    ],
    [
      'an event of another case',
      (no: string) => ({ no, head: '', events: [...eventsOf(no, news), ...eventsOf('C', [note('x')], 6)] }),
      'notConsecutive',
    ],
  ])('%s: an alarm, and nothing is stored', async (_, batchOf, why) => {
    const no = aNumber();
    expect(await refusal(batchOf(no))).toBe(why);
    expect(await database().events.chained(no)).toEqual([]);
    expect(await database().register.entry(no)).toBeUndefined();
  });
});

describe('appendEvents, when the event store has lost events', () => {
  test('is tried again until somebody has put them back; what came is kept', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    const chain = chainOn('', events);
    const batch = { no, head: chain[2]!.hash, events: events.slice(3) };
    await expect(journal().appendEvents(batch)).rejects.toMatchObject({ type: 'EventsMissing', nonRetryable: false });
    expect(await database().events.chained(no)).toEqual(chain.slice(3));
    expect(await database().audit.verifyCase(no)).toMatchObject({ intact: false, firstBreak: { seq: 1, what: 'gap' } });
    await database().events.append(chain.slice(0, 3));
    await journal().appendEvents(batch);
    await expectStored(no, events);
  });

  test('puts them back itself where it can', async () => {
    const no = aNumber();
    const events = eventsOf(no, news);
    const chain = chainOn('', events);
    const restore = (): Promise<unknown> => database().events.append(chain);
    await journal(restore).appendEvents({ no, head: chain[2]!.hash, events: events.slice(3) });
    await expectStored(no, events);
  });
});

describe('verifyCase', () => {
  const collection = (name: string) => database().connection.collection<{ _id: string }>(name);

  async function aCase(): Promise<{ no: string; events: CaseEvent[] }> {
    const no = aNumber();
    const events = eventsOf(no, news);
    await journalAll(no, [events]);
    return { no, events };
  }

  test('a case nobody knows: a gap at its first event', async () => {
    expect(await database().audit.verifyCase(aNumber())).toMatchObject({
      events: 0,
      intact: false,
      firstBreak: { seq: 1, what: 'gap' },
    });
  });

  test.each([
    ['removed', 3, 'gap'],
    ['removed at the end', 5, 'gap'],
  ])('an event %s: a gap there', async (_, seq, what) => {
    const { no } = await aCase();
    await collection('events').deleteOne({ _id: `${no}/${seq}` });
    expect(await database().audit.verifyCase(no)).toMatchObject({ intact: false, firstBreak: { seq, what } });
  });

  test('the text of an event altered: its hash no longer fits', async () => {
    const { no, events } = await aCase();
    const text = canonicalText({ ...events[1], at: '2020-01-01T00:00:00.000Z' });
    await collection('events').updateOne({ _id: `${no}/2` }, { $set: { text } });
    expect(await database().audit.verifyCase(no)).toMatchObject({
      intact: false,
      firstBreak: { seq: 2, what: 'hash' },
    });
  });

  test('an event altered with its own hash: the next one no longer follows', async () => {
    const { no, events } = await aCase();
    const [first, second] = chainOn('', [events[0]!, { ...events[1]!, at: '2020-01-01T00:00:00.000Z' }]);
    await collection('events').updateOne({ _id: `${no}/2` }, { $set: { text: second!.text, hash: second!.hash } });
    expect(second!.prev).toBe(first!.hash);
    expect(await database().audit.verifyCase(no)).toMatchObject({
      intact: false,
      firstBreak: { seq: 3, what: 'prev' },
    });
  });

  test('the entry of the register altered: says in which fields', async () => {
    const { no } = await aCase();
    await collection('register').updateOne({ _id: no }, { $set: { 'entry.severity': 'low', tasks: [] } });
    expect(await database().audit.verifyCase(no)).toMatchObject({
      intact: false,
      firstBreak: { seq: 5, what: 'register', detail: 'severity' },
    });
    expect(await database().register.renew(no)).toBe(true);
    expect(await database().audit.verifyCase(no)).toMatchObject({ intact: true });
  });
});
