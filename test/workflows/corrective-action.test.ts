import type { CorrectiveActionState } from '../../domain/linked-cases/corrective-action/state';
import { addDays, instantAt, localDateOf } from '../../domain/time/local-time';
import { directoryOf, everybody } from '../support/people';
import { CorrectiveActionOffice } from '../support/live-corrective-action';
import { allPolicies } from '../support/policies';
import { quietMonday } from '../support/quiet-monday';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';
import { testDatabase } from '../models/test-database';

const database = testDatabase();
const policies = allPolicies();
const bundle = policies.get('improving')!;
const manager = { id: 'complaintsManager', roles: ['complaintsManager'], departments: [] };
const DAY = 86_400_000;

let server: TimeSkipping;
let office: CorrectiveActionOffice;
beforeEach(async () => {
  server = await TimeSkipping.start();
  const world = new WorldInMemory(policies, await directoryOf(everybody(bundle.policy)));
  office = new CorrectiveActionOffice(server, world, database(), bundle);
  // Each test has a server of its own, and a database that all share.
  await database().connection.dropDatabase();
  await database().ensureIndexes();
  // Counters know by the bundle which zone's days are meant.
  await database().policies.publish(bundle, { by: 'test' });
  await server.pass(quietMonday(bundle.calendar, await server.now()) - (await server.now()));
}, 60_000);
afterEach(async () => {
  expect(complaintsOfWorkers()).toEqual([]);
  expect(office.world.conflicts).toEqual([]);
  await server.stop();
});

const complaint = (category = 'queue') => ({ category, channel: 'counter', complainant: {}, text: '排队太久' });

/** A case whose measures have been planned: the corrective actions that came of it. */
async function measuresOf(measures: Record<string, unknown>[]): Promise<{ kase: string; opened: string[] }> {
  const kase = await office.record(complaint());
  const reply = await kase.act({ by: manager, action: 'planImprovement', data: { measures } });
  expect(reply).toHaveProperty('answer');
  await untilResolved(kase.no);
  const opened = office.world
    .eventsOf(kase.no)
    .filter(({ type }) => type === 'MeasurePursued')
    .map(({ data }) => String(data['correctiveAction']));
  for (const no of opened) await office.until(no, ({ dues }) => dues['carryOut'] !== undefined);
  return { kase: kase.no, opened };
}

/** Opening a corrective action is an effect: the case goes on when it is done. */
async function untilResolved(no: string): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (office.world.stateOf(no).status === 'resolved') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${no} is not resolved`);
}

const atPhase =
  (phase: CorrectiveActionState['phase'], round = 1) =>
  (state: CorrectiveActionState) =>
    state.phase === phase && state.rounds.length === round;
const due = (name: string) => (state: CorrectiveActionState) => state.dues[name] !== undefined;

/** Carried out by its owner and verified by somebody else, up to the question whether it works. */
async function carriedOut(no: string, round: number, owner = 'complaintsDesk'): Promise<CorrectiveActionState> {
  const evidence = { evidence: '已增开两个收银台', documents: ['排班表 2026-12'] };
  expect(await office.act(no, { by: owner, action: 'reportCompletion', data: evidence })).toMatchObject({ no });
  expect(await office.act(no, { by: 'generalManager', action: 'verify' })).toMatchObject({ status: 'open' });
  await office.until(no, ({ watchUntil }) => watchUntil !== undefined);
  await server.pass(30 * DAY + 60_000);
  return office.until(no, (state) => atPhase('assess', round)(state) && due('assess')(state));
}

const typesOf = (no: string) => office.world.eventsOf(no).map(({ type }) => type);
const told = (template: string) =>
  office.world.done.filter(({ activity, order }) => activity === 'notifyStaff' && order['template'] === template);

/** Lets time pass until the clock on the wall of the policy's zone next shows this hour. */
async function passUntil(hour: number): Promise<void> {
  const { zone } = bundle.calendar;
  const now = await server.now();
  const today = localDateOf(now, zone);
  const [next = now] = [today, addDays(today, 1)]
    .map((day) => instantAt(day, hour * 3_600_000, zone))
    .filter((at) => at > now);
  await server.pass(next - now);
}

// At two in the morning it is still yesterday by UTC, at two in the afternoon it is the same day.
test.each([2, 14])(
  'a measure of %i o’clock outlives its case, until it is found effective',
  async (hour) => {
    await passUntil(hour);
    await server.withWorker(office.activities(), async () => {
      // Three complaints about queues before the measure, one about prices.
      for (const category of ['queue', 'queue', 'price']) await office.record(complaint(category));
      await server.pass(DAY);
      const { kase, opened } = await measuresOf([{ what: '增开收银台', owner: 'complaintsDesk' }]);
      const [no = ''] = opened;
      expect(opened).toEqual([expect.stringMatching(/^A\d{6}-/)]);
      expect(office.world.stateOf(kase).improvements).toMatchObject([{ correctiveAction: no }]);

      const state = await office.until(no, ({ told: one }) => one !== undefined);
      expect(state).toMatchObject({
        origin: { cases: [kase] },
        ...{ aim: 'corrective', category: 'queue', owner: 'complaintsDesk', phase: 'carryOut' },
      });
      expect(await database().keys.vault.open(state.what, no)).toBe('增开收银台');
      expect(state.what).not.toBe(office.world.stateOf(kase).improvements[0]?.['what']);
      expect(told('correctiveAction').map(({ order }) => order['to'])).toMatchObject([{ person: 'complaintsDesk' }]);

      await server.pass(2 * DAY);
      expect(office.world.stateOf(kase).status).toBe('closed');
      const assessed = await carriedOut(no, 1);
      // The case it came from was received on the day of the opening, which is on neither side.
      expect(assessed.rounds[0]?.effect).toMatchObject({
        days: 30,
        before: { received: 2, receivedInAll: 3 },
        after: { received: 0, receivedInAll: 0 },
        changePercent: -100,
      });
      const finding = { effective: true, finding: '排队投诉消失' };
      expect(await office.act(no, { by: 'generalManager', action: 'assess', data: finding })).toMatchObject({
        status: 'closed',
      });
      expect(office.stateOf(no)).toMatchObject({ outcome: 'effective', rounds: [{ assessed: { effective: true } }] });
      // The read model tells the same, made of the events in the database.
      expect(await database().correctiveActions.get(no)).toEqual(office.stateOf(no));
      expect(office.world.breakOf(no)).toBeUndefined();
    });
  },
  120_000,
);

test('nobody verifies, assesses, extends or gives up a measure of their own', async () => {
  await server.withWorker(office.activities(), async () => {
    const { opened } = await measuresOf([{ what: '增开收银台', owner: 'generalManager' }]);
    const [no = ''] = opened;
    const report = { by: 'generalManager', action: 'reportCompletion', data: { evidence: '完成' } };
    expect(await office.act(no, { ...report, by: 'complaintsDesk' })).toMatchObject({ code: 'WrongRole' });
    expect(await office.act(no, { by: 'generalManager-2', action: 'verify' })).toMatchObject({ code: 'NotYet' });
    expect(await office.act(no, report)).toMatchObject({ no });
    expect(await office.act(no, { by: 'generalManager', action: 'verify' })).toMatchObject({ code: 'SamePersonTwice' });
    expect(await office.act(no, { by: 'complaintsManager', action: 'verify' })).toMatchObject({ code: 'WrongRole' });
    // Not done after all: it goes back, and its time limit runs anew.
    const sendBack = { action: 'sendBack', data: { reason: '只开了一个' } };
    expect(await office.act(no, { ...sendBack, by: 'generalManager' })).toMatchObject({ code: 'SamePersonTwice' });
    expect(await office.act(no, { ...sendBack, by: 'generalManager-2' })).toMatchObject({ no });
    await office.until(no, due('carryOut'));
    expect(office.stateOf(no)).toMatchObject({ phase: 'carryOut', rounds: [{ sentBack: 1 }] });
    const assessed = await carriedOutBy(no);
    expect(assessed.rounds).toHaveLength(1);
    const assess = { action: 'assess', data: { effective: true, finding: '好' } };
    expect(await office.act(no, { ...assess, by: 'generalManager' })).toMatchObject({ code: 'SamePersonTwice' });
    expect(await office.act(no, { ...assess, by: 'generalManager-2' })).toMatchObject({ status: 'closed' });
  });

  async function carriedOutBy(no: string): Promise<CorrectiveActionState> {
    await office.act(no, { by: 'generalManager', action: 'reportCompletion', data: { evidence: '完成' } });
    await office.act(no, { by: 'generalManager-2', action: 'verify' });
    await office.until(no, ({ watchUntil }) => watchUntil !== undefined);
    await server.pass(30 * DAY + 60_000);
    return office.until(no, due('assess'));
  }
}, 120_000);

test('late: the owner is reminded and called overdue, and the next level is told; more time begins the ladder anew', async () => {
  await server.withWorker(office.activities(), async () => {
    const { opened } = await measuresOf([{ what: '增开收银台', owner: 'complaintsDesk' }]);
    const [no = ''] = opened;
    await server.pass(9 * DAY + 3_600_000);
    await office.until(no, () => typesOf(no).includes('DueReminded'));
    expect(typesOf(no)).not.toContain('DueOverdue');
    await server.pass(DAY);
    await office.until(no, () => typesOf(no).includes('DueOverdue'));
    expect(told('overdue').map(({ order }) => order['to'])).toMatchObject([{ person: 'complaintsDesk' }]);
    await server.pass(2 * DAY);
    const late = await office.until(no, () => typesOf(no).includes('DueEscalated'));
    expect(late.dues['carryOut']).toMatchObject({ role: 'generalManager', overdueSince: expect.any(String) });

    const later = new Date((await server.now()) + 5 * DAY).toISOString();
    const more = { action: 'changeDueTime', data: { dueAt: later, reason: '设备未到' } };
    expect(await office.act(no, { ...more, by: 'complaintsDesk' })).toMatchObject({ code: 'WrongRole' });
    expect(await office.act(no, { ...more, by: 'complaintsManager' })).toMatchObject({ no });
    const granted = await office.until(no, due('carryOut'));
    expect(granted.dues['carryOut']).toMatchObject({ role: 'complaintsManager', dueAt: later });
    expect(granted.dues['carryOut']?.overdueSince).toBeUndefined();
    // Nobody verifies either: that has a ladder of its own.
    await office.act(no, { by: 'complaintsDesk', action: 'reportCompletion', data: { evidence: '完成' } });
    await office.until(no, due('verify'));
    await server.pass(4 * DAY + 3_600_000);
    await office.until(no, () => typesOf(no).includes('DueWarned'));
  });
}, 120_000);

test('not effective: it is carried out again, with figures of its own, until it works', async () => {
  await server.withWorker(office.activities(), async () => {
    await office.record(complaint());
    await server.pass(DAY);
    const { opened } = await measuresOf([{ what: '增开收银台', owner: 'complaintsDesk' }]);
    const [no = ''] = opened;
    await server.pass(DAY);
    const evidence = { evidence: '完成' };
    await office.act(no, { by: 'complaintsDesk', action: 'reportCompletion', data: evidence });
    await office.act(no, { by: 'generalManager', action: 'verify' });
    await office.until(no, ({ watchUntil }) => watchUntil !== undefined);
    // As many complaints as before and one more.
    await server.pass(5 * DAY);
    for (let i = 0; i < 2; i++) await office.record(complaint());
    await server.pass(26 * DAY);
    const first = await office.until(no, due('assess'));
    expect(first.rounds[0]?.effect).toMatchObject({
      ...{ before: { received: 1 }, after: { received: 2 }, changePercent: 100 },
    });
    const refuted = { by: 'generalManager', action: 'assess', data: { effective: false, finding: '投诉增加' } };
    expect(await office.act(no, refuted)).toMatchObject({ status: 'open' });
    const again = await office.until(no, ({ dues, told: one }) => dues['carryOut'] !== undefined && one?.round === 2);
    expect(again).toMatchObject({ phase: 'carryOut', rounds: [{ assessed: { effective: false } }, { sentBack: 0 }] });
    expect(told('correctiveAction')).toHaveLength(2);

    const second = await carriedOut(no, 2);
    expect(second.rounds[1]?.effect).toMatchObject({ before: { received: 1 }, after: { received: 0 } });
    const works = { by: 'generalManager', action: 'assess', data: { effective: true, finding: '见效' } };
    expect(await office.act(no, works)).toMatchObject({ status: 'closed' });
    expect(office.stateOf(no).rounds.map(({ assessed }) => assessed?.effective)).toEqual([false, true]);
  });
}, 120_000);

test('everything twice: one corrective action for each measure, and every word counts once', async () => {
  await server.withWorker(office.activities({ twice: true }), async () => {
    const { opened } = await measuresOf([
      { what: '增开收银台', owner: 'complaintsDesk' },
      // Nobody on the staff: the overseer finds an owner.
      { what: '公示等候时间', owner: '门店运营部', dueAt: '2100-01-01T00:00:00+08:00' },
    ]);
    expect(new Set(opened).size).toBe(2);
    const [no = '', other = ''] = opened;
    expect(typesOf(no).filter((type) => type === 'MeasurePlanned')).toHaveLength(1);
    expect(office.stateOf(no).refusals).toBe(0);

    const unowned = office.stateOf(other);
    expect(unowned.owner).toBeUndefined();
    expect(unowned.dues['carryOut']).toMatchObject({ role: 'complaintsManager', dueAt: '2099-12-31T16:00:00.000Z' });
    const name = { by: 'complaintsManager', action: 'nameOwner', data: { owner: 'complaintsDesk-2' }, key: 'o' };
    const first = await office.act(other, name);
    expect(await office.act(other, name)).toEqual(first);
    await office.until(other, ({ told: one }) => one?.owner === 'complaintsDesk-2');
    expect(office.stateOf(other).dues['carryOut']).toMatchObject({ person: 'complaintsDesk-2' });
    expect(await office.act(other, { ...name, key: 'o2' })).toMatchObject({ code: 'AlreadySo' });
    const giveUp = { by: 'complaintsManager', action: 'giveUp', data: { reason: '合并到另一措施' }, key: 'g' };
    expect(await office.act(other, giveUp)).toMatchObject({ status: 'closed' });
    expect(office.stateOf(other)).toMatchObject({ outcome: 'givenUp', dues: {} });

    const report = { by: 'complaintsDesk', action: 'reportCompletion', data: { evidence: '完成' }, key: 'r' };
    await office.signal(no, report);
    await office.signal(no, report);
    const reported = await office.act(no, report);
    expect(await office.act(no, report)).toEqual(reported);
    expect(await office.act(no, { ...report, data: { evidence: '另一说法' } })).toMatchObject({ code: 'KeyReused' });
    expect(typesOf(no).filter((type) => type === 'CompletionReported')).toHaveLength(1);
    expect(told('correctiveAction').filter(({ key }) => key.startsWith(no))).toHaveLength(1);
  });
}, 120_000);

describe('with somebody away', () => {
  /** The office anew, with these people away and others in their place. */
  async function whileAway(away: Record<string, { substitute?: string }>): Promise<void> {
    const people = everybody(bundle.policy).map((one) => {
      const absence = away[one.id];
      return absence === undefined ? one : { ...one, away: absence };
    });
    const world = new WorldInMemory(policies, await directoryOf(people));
    office = new CorrectiveActionOffice(server, world, database(), bundle);
  }
  const substitutesTold = () =>
    told('substitution').map(({ order }) => [
      (order['to'] as { person: string }).person,
      (order['values'] as { colleague: string }).colleague,
    ]);

  test('the owner’s substitute is told of the measure, reports it in their place, and verifies it in nobody’s', async () => {
    // One and the same person stands in for the owner and for whoever verifies.
    const substitute = { substitute: 'complaintsDesk-2' };
    await whileAway({ complaintsDesk: substitute, generalManager: substitute, 'generalManager-2': {} });
    await server.withWorker(office.activities(), async () => {
      const { opened } = await measuresOf([{ what: '增开收银台', owner: 'complaintsDesk' }]);
      const [no = ''] = opened;
      await office.until(no, ({ told: one }) => one !== undefined);
      expect(substitutesTold()).toEqual([['complaintsDesk-2', 'complaintsDesk']]);

      const report = { by: 'complaintsDesk-2', action: 'reportCompletion', data: { evidence: '完成' } };
      expect(await office.act(no, report)).toMatchObject({ code: 'WrongRole' });
      expect(await office.act(no, { ...report, for: 'complaintsDesk' })).toMatchObject({ status: 'open' });
      const reported = await office.until(no, due('verify'));
      expect(reported.rounds[0]?.completed?.by).toBe('complaintsDesk-2');

      // Barred with the one they stood in for: it goes to the next level, and they hear nothing of it.
      const verify = { by: 'complaintsDesk-2', for: 'generalManager', action: 'verify' };
      expect(await office.act(no, verify)).toMatchObject({ code: 'SamePersonTwice' });
      expect(substitutesTold()).toHaveLength(1);
    });
  }, 120_000);

  test('who stands in for whoever verifies is told once for each wait, and may do it', async () => {
    await whileAway({ generalManager: { substitute: 'complaintsManager-2' }, 'generalManager-2': {} });
    await server.withWorker(office.activities(), async () => {
      const { opened } = await measuresOf([{ what: '增开收银台', owner: 'complaintsDesk' }]);
      const [no = ''] = opened;
      const report = { by: 'complaintsDesk', action: 'reportCompletion', data: { evidence: '完成' } };
      await office.act(no, report);
      await office.until(no, due('verify'));
      expect(await office.act(no, { by: 'complaintsManager-2', action: 'verify' })).toMatchObject({
        code: 'WrongRole',
      });
      const standIn = { by: 'complaintsManager-2', for: 'generalManager' };
      const sendBack = { ...standIn, action: 'sendBack', data: { reason: '只开了一个' } };
      expect(await office.act(no, sendBack)).toMatchObject({ status: 'open' });
      await office.until(no, due('carryOut'));
      await office.act(no, report);
      await office.until(no, due('verify'));
      expect(await office.act(no, { ...standIn, action: 'verify' })).toMatchObject({ status: 'open' });
      await office.until(no, ({ watchUntil }) => watchUntil !== undefined);
      const twice = ['complaintsManager-2', 'generalManager'];
      expect(substitutesTold()).toEqual([twice, twice]);
    });
  }, 120_000);
});
