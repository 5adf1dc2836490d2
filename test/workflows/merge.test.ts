import { setTimeout as sleep } from 'node:timers/promises';
import type { Correspondence } from '../../activities/ports/correspondence';
import { absorbedNow } from '../../domain/case/merging/merging';
import type { CaseState } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import { ERASED_MARKER } from '../../vault/vault';
import { testDatabase } from '../models/test-database';
import type { LiveCase } from '../support/live-case';
import { MergeOffice } from '../support/live-merge';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';

const database = testDatabase();
const policies = allPolicies();
const bundle = policies.get('enterprise-eight-step')!;
const people = everybody(bundle.policy);
const desk = { id: 'complaintsDesk', roles: ['complaintsDesk'], departments: [] };
const manager = { id: 'complaintsManager', roles: ['complaintsManager'], departments: [] };

let server: TimeSkipping;
let office: MergeOffice;
beforeEach(async () => {
  server = await TimeSkipping.start();
  office = new MergeOffice(server, new WorldInMemory(policies, await directoryOf(people)), database(), bundle);
}, 60_000);
afterEach(async () => {
  expect(complaintsOfWorkers()).toEqual([]);
  expect(office.world.conflicts).toEqual([]);
  await server.stop();
});

const complaint = (more: Record<string, unknown> = {}) => ({
  category: 'quality',
  channel: 'phone',
  complainant: { name: '康乐', phone: '13800000021' },
  text: '电饭煲漏电',
  demand: { kind: 'refund', amountFen: 39_900, text: '要求退款' },
  ...more,
});

const stateOf = (kase: LiveCase): CaseState => office.world.stateOf(kase.no);
const merge = (one: LiveCase, into: LiveCase) =>
  one.act({ by: desk, action: 'merge', data: { into: into.no, reason: '同一件事' } });
const codeOf = (reply: object): string | undefined =>
  'refusal' in reply ? (reply.refusal as { code: string }).code : undefined;

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (holds()) return;
    await sleep(50);
  }
  throw new Error(what);
}

/** None of them waits for nobody: each is open with a task, or went into one that is. */
function noneIsLost(cases: readonly LiveCase[]): void {
  for (const one of cases) {
    const seen = new Set<string>();
    let state = stateOf(one);
    while (state.mergedInto !== undefined) {
      expect(seen.has(state.no)).toBe(false);
      seen.add(state.no);
      const next = office.world.stateOf(state.mergedInto);
      expect(absorbedNow(next).map(({ no }) => no)).toContain(state.no);
      state = next;
    }
    expect(state.status).toBe('open');
    expect(openTasks(state).length).toBeGreaterThan(0);
  }
}

const told = (no: string, template: string) =>
  office.world.done.filter(
    ({ activity, order }) => activity === 'sendMessage' && order['no'] === no && order['template'] === template,
  );

test('the other complaint has everything that was said, demanded and of whom, and nobody of them acts on it', async () => {
  await server.withWorker(office.activities(), async () => {
    const b = await office.record(complaint({ text: '同一个电饭煲', complainant: { phone: '13800000022' } }));
    const a = await office.record(
      complaint({
        complainant: { name: '康乐', phone: '13800000021', email: 'kang@example.com' },
        respondent: { persons: ['complaintsDesk', 'handler-quality'], supplier: '恒达', text: '柜台的人' },
      }),
    );
    await a.act({ by: manager, action: 'note', data: { text: '客户很急' } });
    await a.act({ by: manager, action: 'receiveMessage', data: { channel: 'sms', text: '手也麻了' } });
    await a.act({ by: manager, action: 'attach', data: { title: '照片', uri: 'https://example.com/a.jpg' } });
    // Whoever is complained about merges nothing, neither here nor there.
    expect(codeOf(await merge(a, b))).toBe('ConflictOfInterest');
    const reply = await a.act({ by: manager, action: 'merge', data: { into: b.no, reason: '同一件事' } });
    expect(reply).toMatchObject({ answer: { no: a.no } });
    await a.atRest();
    const state = stateOf(b);
    expect(stateOf(a)).toMatchObject({ mergedInto: b.no, status: 'resolved', end: 'duplicate', resolutions: [] });
    expect(state.respondents).toEqual(['complaintsDesk', 'handler-quality']);
    expect(state.absorbed).toMatchObject([{ no: a.no, supplier: '恒达', demand: { amountFen: 39_900 }, hears: true }]);
    expect(state.references).toMatchObject([{ from: a.no }]);
    expect(codeOf(await b.act({ by: desk, action: 'confirmTold', data: {} }))).toBe('ConflictOfInterest');
    const absorbed = (await office.opened(b.no)).find(({ type }) => type === 'ComplaintAbsorbed');
    expect(absorbed?.data).toMatchObject({
      reason: '同一件事',
      intake: {
        ...{ text: '电饭煲漏电', complainant: { name: '康乐', phone: '13800000021', email: 'kang@example.com' } },
        ...{ demand: { text: '要求退款' }, respondent: { text: '柜台的人' } },
      },
      references: [{ title: '照片', uri: 'https://example.com/a.jpg' }],
      words: [
        { by: 'staff', text: '客户很急' },
        { by: 'customer', channel: 'sms', text: '手也麻了' },
      ],
    });
    // Somebody has to read it.
    expect(openTasks(state).flatMap(({ actions }) => actions)).toContain('heedMessage');
    // What belongs to it now is refused with where to go.
    const more = { by: manager, action: 'receiveMessage', data: { channel: 'sms', text: '还有' } };
    expect(await a.act(more)).toMatchObject({
      refusal: { code: 'Merged', wayOut: { en: expect.stringContaining(b.no) } },
    });
    expect(told(a.no, 'mergedWithOthers')).toHaveLength(1);
    expect(JSON.stringify(told(a.no, 'mergedWithOthers')[0]?.order)).not.toContain(b.no);
  });
}, 120_000);

test('the copy dies with the key of either complaint', async () => {
  const { keyStore } = database().keys;
  await server.withWorker(office.activities(), async () => {
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => office.record(complaint())));
    for (const [one, other] of [
      [a, b],
      [c, d],
    ] as [LiveCase, LiveCase][]) {
      expect(codeOf(await merge(one, other))).toBeUndefined();
      expect(await copyIn(other)).toMatchObject({ text: '电饭煲漏电' });
    }
    await keyStore.destroy(a!.no);
    expect(await copyIn(b!)).toMatchObject({ text: ERASED_MARKER, complainant: { phone: ERASED_MARKER } });
    expect((await office.opened(b!.no))[0]).toMatchObject({ data: { intake: { text: '电饭煲漏电' } } });
    await keyStore.destroy(d!.no);
    expect(await copyIn(d!)).toMatchObject({ text: ERASED_MARKER });
  });

  async function copyIn(kase: LiveCase) {
    const found = (await office.opened(kase.no)).find(({ type }) => type === 'ComplaintAbsorbed');
    return found?.data['intake'];
  }
}, 120_000);

describe('merged into each other at the same time', () => {
  /** No complaint is asked before all of them have their merge under way. */
  const together =
    (n: number) =>
    (correspondence: Correspondence): Correspondence => ({
      ...correspondence,
      act: async (...message) => {
        const begun = () =>
          new Set(office.world.done.flatMap(({ activity, key }) => (activity === 'mergeInto' ? [key] : [])));
        await until(() => begun().size >= n, 'the others have not begun');
        return correspondence.act(...message);
      },
    });

  test.each([2, 3])(
    '%i of them: none is left without anybody whose task it is',
    async (n) => {
      await server.withWorker(office.activities(together(n)), async () => {
        const cases: LiveCase[] = [];
        for (let i = 0; i < n; i++) cases.push(await office.record(complaint()));
        const replies = await Promise.all(cases.map((one, i) => merge(one, cases[(i + 1) % n]!)));
        for (const one of cases) await one.atRest();
        // Who was not taken is told, goes on, and says why.
        expect(replies.map(codeOf)).toContain('MergeRefused');
        for (const [i, reply] of replies.entries()) {
          const isTaken = codeOf(reply) === undefined;
          expect(stateOf(cases[i]!).mergedInto !== undefined).toBe(isTaken);
          expect(stateOf(cases[i]!).mergeRefused !== undefined).toBe(!isTaken);
        }
        noneIsLost(cases);
      });
    },
    120_000,
  );

  test('whatever the order', async () => {
    await server.withWorker(office.activities(), async () => {
      const cases: LiveCase[] = [];
      for (let i = 0; i < 4; i++) cases.push(await office.record(complaint()));
      await Promise.all(
        cases.flatMap((one, i) => [1, 2, 3].map((step) => merge(one, cases[(i + step) % cases.length]!))),
      );
      for (const one of cases) await one.atRest();
      noneIsLost(cases);
    });
  }, 120_000);
});

test('one that was merged, answered or has ended takes no other, and says where to go', async () => {
  await server.withWorker(office.activities(), async () => {
    const [a, b, c] = [
      await office.record(complaint()),
      await office.record(complaint()),
      await office.record(complaint()),
    ];
    expect(codeOf(await merge(a, b))).toBeUndefined();
    const reply = await merge(c, a);
    expect(reply).toMatchObject({ refusal: { code: 'MergeRefused' } });
    await c.atRest();
    expect(stateOf(c)).toMatchObject({ status: 'open', mergeRefused: { into: a.no, code: 'Merged' } });
    // What has taken another does not follow it.
    expect(codeOf(await merge(b, a))).toBe('AlreadySo');
    expect(codeOf(await merge(c, b))).toBeUndefined();
    expect(absorbedNow(stateOf(b)).map(({ no }) => no)).toEqual([a.no, c.no]);
    const twice = await a.act({ by: desk, action: 'merge', data: { into: c.no } });
    expect(codeOf(twice)).toBe('AlreadySo');
    noneIsLost([a, b, c]);
  });
}, 120_000);

test('what was merged into it goes along when it is merged itself', async () => {
  await server.withWorker(office.activities(), async () => {
    const [a, b, c] = [
      await office.record(complaint({ text: '甲说' })),
      await office.record(complaint({ text: '乙说' })),
      await office.record(complaint({ text: '丙说' })),
    ];
    await merge(a, b);
    expect(codeOf(await merge(b, c))).toBeUndefined();
    expect(absorbedNow(stateOf(c))).toMatchObject([{ no: b.no }, { no: a.no, via: b.no }]);
    const texts = (await office.opened(c.no)).flatMap(({ type, data }) =>
      type === 'ComplaintAbsorbed' ? [(data['intake'] as { text: string }).text] : [],
    );
    expect(texts).toEqual(['乙说', '甲说']);
    // Reopened, it goes on by itself: both hear of it.
    await a.act({ by: desk, action: 'reopen', data: { reason: '不是一件事' } });
    await until(() => absorbedNow(stateOf(c)).length === 1, 'the last one was not told');
    noneIsLost([a, b, c]);
  });
}, 120_000);

test('reopened, it goes on as itself, with its time limits, and can be merged again', async () => {
  await server.withWorker(office.activities(), async () => {
    const [a, b] = [
      await office.record(complaint({ respondent: { persons: ['fitter'] } })),
      await office.record(complaint()),
    ];
    await merge(a, b);
    const key = 'reopen-key';
    const reopen = { by: desk, action: 'reopen', data: { reason: '不是一件事' }, key };
    expect(codeOf(await a.act(reopen))).toBeUndefined();
    await a.act(reopen);
    await a.atRest();
    expect(stateOf(a).mergedInto).toBeUndefined();
    expect(stateOf(a)).toMatchObject({ status: 'open', round: 2, releasing: [] });
    // What was told stands, and whoever was complained about stays away.
    expect(stateOf(b)).toMatchObject({ respondents: ['fitter'], absorbed: [{ no: a.no, leftAt: expect.any(String) }] });
    expect(codeOf(await merge(b, a))).toBeUndefined();
    expect(stateOf(a).absorbed).toMatchObject([{ no: b.no }]);
    noneIsLost([a, b]);
  });
}, 120_000);

test('sent twice, in short histories and in many parts, it is taken once and whole', async () => {
  const twice = (once: Correspondence): Correspondence => ({
    ...once,
    act: async (...message) => {
      await once.act(...message);
      return once.act(...message);
    },
  });
  await server.withWorker(office.activities(twice), async () => {
    const a = await office.record(complaint({ text: '漏'.repeat(8_000) }), { eventsPerRun: 20 });
    const b = await office.record(complaint(), { eventsPerRun: 20 });
    for (let i = 0; i < 20; i++) await a.act({ by: desk, action: 'note', data: { text: `${i}${'详'.repeat(7_900)}` } });
    expect(codeOf(await merge(a, b))).toBeUndefined();
    const events = await office.opened(b.no);
    const absorbed = events.filter(({ type }) => type === 'ComplaintAbsorbed');
    expect(absorbed.length).toBeGreaterThan(3);
    const words = absorbed.flatMap(({ data }) => data['words'] as { text: string }[]);
    expect(words.map(({ text }) => Number(text.replace(/详/g, '')))).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(stateOf(b).absorbed).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'MessageReceived')).toHaveLength(1);
    // In the state there is nothing of it that grows.
    expect(JSON.stringify(stateOf(b).absorbed).length).toBeLessThan(3_000);
  });
}, 180_000);

test('a complaint that does not take all of it has none of it', async () => {
  let parts = 0;
  const halfWay = (correspondence: Correspondence): Correspondence => ({
    ...correspondence,
    act: async (no, action, message) =>
      action === 'absorb' && ++parts > 1 ? 'AlreadySo' : correspondence.act(no, action, message),
  });
  await server.withWorker(office.activities(halfWay), async () => {
    const [a, b] = [await office.record(complaint()), await office.record(complaint())];
    for (let i = 0; i < 8; i++) await a.act({ by: desk, action: 'note', data: { text: '详'.repeat(7_900) } });
    expect(codeOf(await merge(a, b))).toBe('MergeRefused');
    await a.atRest();
    expect(absorbedNow(stateOf(b))).toEqual([]);
    expect(stateOf(a)).toMatchObject({ status: 'open', mergeRefused: { code: 'AlreadySo' } });
    noneIsLost([a, b]);
  });
}, 120_000);

test('whoever holds no post at the other place merges nothing into its complaint, past the API either', async () => {
  await server.withWorker(office.activities(), async () => {
    const a = await office.record(complaint(), { places: ['hq', 'east'] });
    const b = await office.record(complaint(), { places: ['hq', 'west'] });
    const inEast = { ...desk, places: ['east'] };
    expect(codeOf(await a.act({ by: inEast, action: 'merge', data: { into: b.no } }))).toBe('MergeRefused');
    await a.atRest();
    expect(stateOf(a).mergeRefused).toMatchObject({ code: 'WrongPlace' });
    const above = { ...desk, places: ['hq'] };
    expect(codeOf(await a.act({ by: above, action: 'merge', data: { into: b.no } }))).toBeUndefined();
    // No person sends what a complaint sends.
    for (const by of [manager, { ...desk, id: a.no }])
      expect(codeOf(await b.act({ by, action: 'release', data: { from: a.no } }))).toBe('WrongRole');
    const other = { id: b.no, kind: 'service' as const, roles: ['complaint'], departments: [] };
    expect(codeOf(await b.act({ by: other, action: 'release', data: { from: a.no } }))).toBe('WrongRole');
  });
}, 120_000);

test('each customer is told once, and the outcome to whoever hears of it by nothing else', async () => {
  await server.withWorker(office.activities(), async () => {
    const mail = (email: string) => ({ complainant: { email } });
    const b = await office.record(complaint(mail('kang@example.com')));
    const same = await office.record(complaint(mail('KANG@example.com')));
    const others = [
      await office.record(complaint(mail('li@example.com'))),
      await office.record(complaint(mail('li@example.com'))),
    ];
    for (const one of [same, ...others]) expect(codeOf(await merge(one, b))).toBeUndefined();
    // A merge is answered before its customer is told.
    for (const one of [same, ...others]) await one.atRest();
    expect(told(same.no, 'merged')).toHaveLength(1);
    expect(told(same.no, 'merged')[0]?.order).toMatchObject({ values: { into: b.no } });
    for (const one of others) expect(told(one.no, 'mergedWithOthers')).toHaveLength(1);
    expect(stateOf(b).absorbed.map(({ hears }) => hears)).toEqual([false, true, false]);
    for (const { id, actions } of openTasks(stateOf(b)))
      if (actions.includes('heedMessage'))
        expect(await b.act({ by: desk, action: 'heedMessage', task: id, data: {} })).toMatchObject({ answer: {} });
    const unfounded = { founded: false, reason: '查无此事', evidence: '录像' };
    expect(await b.act({ by: desk, action: 'judge', data: unfounded })).toMatchObject({ answer: { no: b.no } });
    await until(() => stateOf(b).status === 'resolved', 'it is not answered');
    await b.atRest();
    expect(told(b.no, 'mergedAnswered').map(({ order }) => order['values'])).toEqual([
      { no: others[0]!.no, category: 'quality', recordedAt: expect.any(String) },
    ]);
    for (const one of [same, ...others]) expect(told(one.no, 'unfounded')).toEqual([]);
  });
}, 120_000);
