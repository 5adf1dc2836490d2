import type { mongo } from 'mongoose';
import mongoose from 'mongoose';
import { createJournal } from '../../activities/append-events';
import type { NewEvent } from '../../domain/file/stored-event';
import type { Intake } from '../../domain/case/intake';
import { openModels } from '../../models/open-models';
import type { RegisterFilter, RegisterSort } from '../../models/register';
import { done, eventsOf, minute, note, opened, recorded, standsAt } from './case-events';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();

/** Journals a case; texts of the intake, of notes and of messages are sealed on the way, as the API does. */
async function aCase(news: readonly NewEvent[], no = aNumber()): Promise<string> {
  const seal = await database().keys.vault.sealerForNew(no);
  const sealed = news.map(({ type, data, ...rest }): NewEvent => {
    const { text } = data;
    if (type !== 'ComplaintRecorded')
      return { type, ...rest, data: typeof text === 'string' ? { ...data, text: seal(text) } : data };
    const intake = data['intake'] as Intake;
    const complainant = Object.fromEntries(
      Object.entries(intake.complainant).map(([name, text]) => [name, seal(text)]),
    );
    return { type, ...rest, data: { ...data, intake: { ...intake, complainant, text: seal(intake.text) } } };
  });
  const stored = await database().events.chained(no);
  const events = eventsOf(no, sealed, stored.length + 1);
  await createJournal(database()).appendEvents({ no, head: stored.at(-1)?.hash ?? '', events });
  return no;
}

const byNumber: RegisterSort = { by: 'no' };
async function found(filter: RegisterFilter, sort = byNumber): Promise<string[]> {
  const { items } = await database().register.list(filter, sort, { limit: 100 });
  return items.map(({ no }) => no);
}

describe('search', () => {
  let no: string;
  let other: string;
  beforeAll(async () => {
    no = await aCase([
      recorded({
        text: '在人民路店购买的电饭煲漏电，要求退货退款。The cooker leaks current.',
        complainant: {
          name: '张小雨',
          phone: '+86 138 0013 8000',
          email: 'Xiaoyu.Zhang@example.com',
          account: 'VIP-88231',
        },
        externalId: 'HOTLINE-2026-77',
      }),
      note('Customer sent photos of the socket'),
      note('已联系顾客，明天上门'),
      { type: 'MessageReceived', data: { channel: 'email', text: '发票在抽屉里找到了', line: 'inbound.1' } },
      {
        type: 'CustomerAnswered',
        data: { channel: 'sms', text: 'agreed, the exchange suits me', task: 'main/offer/1/answer-1', line: 'main' },
      },
    ]);
    other = await aCase([
      recorded({ text: '快递员态度恶劣，the courier shouted', complainant: { phone: '13900139000' } }),
    ]);
  });

  test.each([
    ['退款'],
    ['电饭煲 漏电'],
    ['人民路'],
    ['COOKER current'],
    ['漏电 leaks'],
    ['photos socket'],
    ['明天上门'],
    ['抽屉 发票'],
    ['exchange suits'],
    ['张小雨'],
    ['13800138000'],
    ['138-0013-8000'],
    ['+86 138 0013 8000'],
    ['xiaoyu.zhang@EXAMPLE.com'],
    ['VIP-88231'],
    ['HOTLINE-2026-77'],
  ])('%s: finds the sealed complaint and no other', async (text) => {
    expect(await found({ text })).toEqual([no]);
  });

  test.each([['退款 快递'], ['cook'], ['13800138001'], ['x@example.com'], [''], ['?'], ['C260930-4K7QMXD']])(
    '%p: finds nothing',
    async (text) => {
      expect(await found({ text })).toEqual([]);
    },
  );

  test('a complaint number, as somebody types it: finds that complaint', async () => {
    expect(await found({ text: ` ${other.toLowerCase().replace('-', ' ')}` })).toEqual([other]);
  });

  test('words and another condition: both must hold', async () => {
    expect(await found({ text: '漏电', channel: 'web' })).toEqual([]);
    expect(await found({ text: '漏电', channel: 'phone' })).toEqual([no]);
  });

  test('nothing of a sealed text stands in the database', async () => {
    const { connection } = database();
    const rows = await Promise.all(['events', 'register'].map((name) => connection.collection(name).find().toArray()));
    const everything = JSON.stringify(rows);
    expect(everything).toContain('sealed:v2:');
    expect(everything).not.toMatch(
      /人民路|电饭煲|cooker|张小雨|138001|0013|Zhang|88231|socket|上门|抽屉|suits|shouted/i,
    );
  });
});

describe('erasure', () => {
  test('tokens erased: found no more by text, still by number, and what is noted later is not indexed', async () => {
    const no = await aCase([recorded({ text: '空调外机噪音扰民' }), note('约好周三检测')]);
    expect(await found({ text: '噪音扰民' })).toEqual([no]);
    const { register, keys } = database();
    const seal = await keys.vault.sealerFor(no);
    await keys.keyStore.destroy(no);
    await register.eraseTokens(no);
    await register.eraseTokens(no);
    expect(await found({ text: '噪音扰民' })).toEqual([]);
    expect(await found({ text: no })).toEqual([no]);

    // Sealed before the erasure, journaled after it, by a worker that still has the key in its memory.
    const [, second] = await database().events.chained(no);
    const late = eventsOf(no, [{ type: 'NoteAdded', data: { text: seal('噪音扰民依旧') } }, standsAt('assign')], 3);
    await createJournal(database()).appendEvents({ no, head: second!.hash, events: late });
    expect(await found({ text: '噪音扰民' })).toEqual([]);
    expect(await register.entry(no)).toMatchObject({ seq: 4, stage: 'assign' });
    expect(await database().audit.verifyCase(no)).toMatchObject({ intact: true, events: 4 });
  });

  test('a key destroyed and the register made anew: no tokens come back, the entry stays the same', async () => {
    const no = await aCase([recorded({ text: '净水器滤芯发黑' })]);
    const { register, keys, connection } = database();
    const before = await register.entry(no);
    await keys.keyStore.destroy(no);
    await connection.collection<{ _id: string }>('register').deleteOne({ _id: no });
    await register.renew(no);
    expect(await found({ text: '滤芯' })).toEqual([]);
    expect(await register.entry(no)).toEqual(before);
  });

  test('a sealed text that was damaged: the case is registered all the same, found by its other texts', async () => {
    const no = aNumber();
    const seal = await database().keys.vault.sealerForNew(no);
    const damaged = `${seal('无法读取').slice(0, -6)}AAAAAA`;
    const events = eventsOf(no, [recorded({ text: damaged, product: '加湿器' })]);
    await createJournal(database()).appendEvents({ no, head: '', events });
    expect(await found({ text: '加湿器' })).toEqual([no]);
  });
});

/** As under a policy where its category lies within another. */
function within(top: string, event: NewEvent): NewEvent {
  const { category } = event.data['intake'] as { category: string };
  return { ...event, data: { ...event.data, categories: [top, category] } };
}

describe('list', () => {
  const policy = 'list-test';
  let nos: string[];
  beforeAll(async () => {
    nos = [
      await aCase([recorded({ category: 'transport' }, policy), standsAt('judge'), opened({ dueAt: minute(500) })]),
      await aCase([
        recorded({ category: 'quality', channel: 'web' }, policy),
        { type: 'CaseClassified', data: { severity: 'high', major: true } },
        { type: 'DepartmentAssigned', data: { department: 'logistics' } },
        { type: 'AcceptorNamed', data: { person: 'wang' } },
        standsAt('investigate'),
        opened({ dueAt: minute(100) }),
      ]),
      await aCase([
        within('goods', recorded({ category: 'quality' }, policy)),
        { type: 'CaseClassified', data: { severity: 'low' } },
        opened(),
      ]),
    ].sort();
  });
  const those = async (filter: RegisterFilter): Promise<number> => (await found({ ...filter, policy })).length;

  test.each<[string, RegisterFilter, number]>([
    ['everything of a policy', {}, 3],
    ['a category', { category: 'quality' }, 2],
    ['one of several', { category: ['transport', 'quality'] }, 3],
    ['none of a list', { category: [] }, 0],
    ['a category with what lies within it', { category: 'goods' }, 1],
    ['one of several, wherever it lies', { category: ['goods', 'transport'] }, 2],
    ['a channel', { channel: 'web' }, 1],
    ['a stage', { stage: 'investigate' }, 1],
    ['a status', { status: 'open' }, 3],
    ['another status', { status: ['resolved', 'closed'] }, 0],
    ['a department', { department: 'logistics' }, 1],
    ['a handler', { handler: 'wang' }, 1],
    ['a severity', { severity: ['high', 'low'] }, 2],
    ['major ones', { major: true }, 1],
    ['those not major', { major: false }, 2],
    ['due before', { dueBefore: minute(101) }, 1],
    ['due before, exactly then', { dueBefore: minute(100) }, 0],
    ['due before a late time: never due is never before', { dueBefore: '2999-01-01T00:00:00Z' }, 2],
    ['recorded from', { recordedFrom: minute(1) }, 3],
    ['recorded to, exactly then', { recordedTo: minute(1) }, 0],
    ['recorded between', { recordedFrom: minute(0), recordedTo: minute(2) }, 3],
    ['all at once', { category: 'quality', severity: 'high', major: true, handler: 'wang', dueBefore: minute(101) }, 1],
  ])('%s', async (_, filter, many) => {
    expect(await those(filter)).toBe(many);
  });

  test('sorted by due time: never due comes last', async () => {
    const { items } = await database().register.list({ policy }, { by: 'dueAt' }, { limit: 10 });
    expect(items.map(({ dueAt }) => dueAt)).toEqual([minute(100), minute(500), undefined]);
  });

  test('sorted downwards by number, page by page: each once, with the total', async () => {
    const sort: RegisterSort = { by: 'no', descending: true };
    const first = await database().register.list({ policy }, sort, { limit: 2 });
    const second = await database().register.list({ policy }, sort, { limit: 2, after: first.next! });
    expect([first, second].map(({ items }) => items.map(({ no }) => no))).toEqual([[nos[2], nos[1]], [nos[0]]]);
    expect([first, second].map(({ total }) => total)).toEqual([{ count: 3 }, { count: 3 }]);
    expect(second.next).toBeUndefined();
  });

  test('an entry says what lists need, and the record the case as a whole', async () => {
    const [no] = await found({ policy, major: true });
    const entry = await database().register.entry(no!);
    expect(entry).toEqual({
      ...{
        no,
        seq: 6,
        status: 'open',
        stage: 'investigate',
        policy,
        version: '1.0.0',
        category: 'quality',
        categories: ['quality'],
        channel: 'web',
      },
      ...{ severity: 'high', major: true, department: 'logistics', handler: 'wang', round: 1 },
      ...{ recordedAt: minute(1), dueAt: minute(100), updatedAt: minute(6) },
    });
    expect(await database().register.get(no!)).toMatchObject({ ...entry, state: { no, handler: 'wang', seq: 6 } });
  });

  test('a fact that is no longer so leaves the entry', async () => {
    const no = await aCase([recorded({}, 'reopening'), standsAt('archive')]);
    await aCase([{ type: 'LineEnded', data: { line: 'main' } }], no);
    expect(await database().register.entry(no)).not.toHaveProperty('stage');
  });
});

describe('open tasks', () => {
  const policy = 'task-test';
  const all = { limit: 100 };
  let first: string;
  let second: string;
  beforeAll(async () => {
    first = await aCase([
      recorded({ category: 'transport', respondent: { persons: ['zhao'] } }, policy),
      standsAt('judge'),
      opened({ id: 'main/judge/1/judge', roles: ['desk'], dueAt: minute(300) }),
      opened({ id: 'main/investigate/1/i', roles: ['handler'], department: 'logistics', actions: ['submitFindings'] }),
      opened({
        id: 'main/approve/1/a',
        roles: ['manager'],
        dueAt: minute(50),
        barred: [{ id: 'wang', why: 'proposer' }],
      }),
    ]);
    second = await aCase([
      recorded({ category: 'quality' }, policy),
      opened({ id: 'main/judge/1/judge', roles: ['desk', 'manager'], assignee: 'mei', dueAt: minute(200) }),
      opened({ id: 'main/done/1/d', roles: ['desk'] }),
      done('main/done/1/d'),
    ]);
  });
  const ids = async (filter: Parameters<ReturnType<typeof database>['tasks']['list']>[0]): Promise<string[]> => {
    const { items, total } = await database().tasks.list({ policy, ...filter }, all);
    expect(total).toEqual({ count: items.length });
    return items.map(({ no, id }) => `${no === first ? 'first' : 'second'} ${id.split('/')[1] ?? ''}`);
  };

  test('all of a policy, the earliest due first, without those that are done', async () => {
    expect(await ids({})).toEqual(['first approve', 'second judge', 'first judge', 'first investigate']);
  });

  test.each<[string, Parameters<typeof ids>[0], string[]]>([
    ['a role of the house: not what is assigned to somebody', { roles: ['desk'] }, ['first judge']],
    ['a role it was escalated to: also what is assigned', { roles: ['manager'] }, ['first approve', 'second judge']],
    ['the assignee', { persons: ['mei'], roles: [] }, ['second judge']],
    ['the assignee, or a role', { persons: ['mei'], roles: ['desk'] }, ['second judge', 'first judge']],
    [
      'a role in the right department',
      { departmentRoles: ['handler'], departments: ['logistics'] },
      ['first investigate'],
    ],
    ['a role in another department', { departmentRoles: ['handler'], departments: ['quality'] }, []],
    [
      'a role in departments, and a task of none',
      { departmentRoles: ['desk'], departments: ['quality'] },
      ['first judge'],
    ],
    ['of a department', { departments: ['logistics'] }, ['first investigate']],
    ['who proposed does not see the approval', { persons: ['wang'], roles: ['manager'] }, ['second judge']],
    [
      'who is complained about sees nothing of the case',
      { persons: ['zhao'], roles: ['desk', 'manager'] },
      ['second judge'],
    ],
    ['nor for whom they stand in', { persons: ['li', 'zhao'], roles: ['desk', 'manager'] }, ['second judge']],
    ['overdue', { dueBefore: minute(201) }, ['first approve', 'second judge']],
    ['of nobody', { roles: [] }, []],
  ])('%s', async (_, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  test('page by page, with what one needs to know of the case', async () => {
    const { tasks } = database();
    const pages = [await tasks.list({ policy }, { limit: 1 })];
    for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next)
      pages.push(await tasks.list({ policy }, { limit: 1, after: next }));
    expect(pages.map(({ items }) => items.length)).toEqual([1, 1, 1, 1]);
    expect(pages.map(({ total }) => total.count)).toEqual([4, 4, 4, 4]);
    expect(pages[1]!.items[0]).toEqual({
      ...{ kind: 'complaint', no: second, policy, category: 'quality', major: false, recordedAt: minute(1) },
      ...{ id: 'main/judge/1/judge', title: { zh: '判定', en: 'Judge' }, actions: ['judge'], role: 'desk' },
      ...{ roles: ['desk', 'manager'], assignee: 'mei', openTo: ['manager'], closedTo: [] },
      ...{ openedAt: minute(1), dueAt: minute(200) },
    });
  });

  test('of one case', async () => {
    expect(await ids({ no: second })).toEqual(['second judge']);
  });

  test('of many cases, due early, late, at once and never: pages of any length are the whole in order', async () => {
    const queue = 'queue-test';
    const dues = [undefined, 10, 10, 20, 30, 400, undefined, 50, 10];
    for (let i = 0; i < 120; i++) {
      const tasks = Array.from({ length: i % 4 }, (_, n) => {
        const due = dues[(i * 7 + n * 5) % dues.length];
        return opened({ id: `main/x/1/t${n}`, roles: ['desk'], ...(due === undefined ? {} : { dueAt: minute(due) }) });
      });
      await aCase([recorded({}, queue), ...tasks]);
    }
    const { tasks } = database();
    const whole = await tasks.list({ policy: queue }, { limit: 1_000 });
    expect(whole.items).toHaveLength(180);
    const place = ({ dueAt = '~', no, id }: { dueAt?: string; no: string; id: string }) => `${dueAt} ${no} ${id}`;
    expect(whole.items.map(place)).toEqual(whole.items.map(place).sort());
    for (const filter of [{ policy: queue }, { policy: queue, roles: ['desk'] }])
      for (const limit of [7, 60, 179]) {
        const seen: string[] = [];
        for (let page = await tasks.list(filter, { limit }); ;) {
          seen.push(...page.items.map(place));
          expect(page.total).toEqual({ count: 180 });
          if (page.next === undefined) break;
          page = await tasks.list(filter, { limit, after: page.next });
        }
        expect(seen).toEqual(whole.items.map(place));
      }
  }, 60_000);
});

test('a row is looked up and written by exactly the fields of a unique index, however many rows there are', async () => {
  // The embedded stand-in uses an index only for exactly its fields; otherwise it reads every row for each write.
  const watched = await mongoose.createConnection(database().uri, { monitorCommands: true }).asPromise();
  const asked: string[][] = [];
  watched.getClient().on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
    if (command['find'] === 'register') asked.push(Object.keys(command['filter'] as object));
    if (command['update'] !== 'register') return;
    expect(commandName).toBe('update');
    for (const { q } of command['updates'] as { q: object }[]) asked.push(Object.keys(q));
  });
  try {
    const models = openModels(watched, database().keys);
    const no = aNumber();
    let head = '';
    for (const [i, news] of [recorded({}), note('first'), note('second')].entries())
      head = await createJournal(models).appendEvents({ no, head, events: eventsOf(no, [news], i + 1) });
    expect((await models.register.get(no))?.state.seq).toBe(3);
  } finally {
    await watched.close();
  }
  const indexes = await database().connection.collection('register').indexes();
  const unique = indexes.filter((one) => one.unique === true || one.name === '_id_').map(({ key }) => Object.keys(key));
  expect(asked.length).toBeGreaterThan(2);
  for (const fields of asked) expect(unique).toContainEqual(fields);
});
