import { bytesOf } from '../../domain/values/byte-size';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { IncidentOffice } from '../support/live-incident';
import { directoryOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { complaintsOfWorkers, TimeSkipping } from '../support/time-skipping';
import { WorldInMemory } from '../support/world-in-memory';
import { testDatabase } from '../models/test-database';

const database = testDatabase();
const policies = allPolicies();
const bundle = policies.get('batch')!;
const MIB = 1024 * 1024;
const MEMBERS = 60;
/** The longest text that the API takes. */
const LONG = '一批插座接触不良，须全部召回。'.repeat(600).slice(0, 8_000);

let server: TimeSkipping;
beforeEach(async () => void (server = await TimeSkipping.start()), 60_000);
afterEach(() => server.stop());

test('the longest answer reaches every member, a few at once, in histories that the engine bears', async () => {
  const world = new WorldInMemory(policies, await directoryOf(everybody(bundle.policy)));
  const office = new IncidentOffice(server, world, database(), bundle);
  const told: { what: number; members: number }[] = [];
  const activities = world.activities();
  const tellMembers: typeof activities.tellMembers = (order) => {
    told.push({ what: bytesOf(order), members: order.messages.length });
    return activities.tellMembers(order);
  };
  await server.withWorker({ ...activities, tellMembers }, async () => {
    const by = 'complaintsManager';
    const no = await office.open(by, bundle.policy.incidents!);
    const cases = Array.from({ length: MEMBERS }, (_, i) =>
      formatComplaintNumber(
        '2026-09-30',
        Uint8Array.from({ length: 8 }, (__, at) => (at === 7 ? i : 1)),
      ),
    );
    expect(await office.act(no, { by, action: 'link', data: { cases } })).toMatchObject({ no });
    expect(await office.act(no, { by, action: 'submitFindings', data: { cause: LONG, persons: [] } })).toMatchObject({
      no,
    });
    const remedies = [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 100 } }];
    const options = Array.from({ length: 4 }, () => ({ title: LONG, remedies }));
    expect(await office.act(no, { by, action: 'propose', data: { options, reason: LONG } })).toMatchObject({ no });
    expect(await office.act(no, { by: 'generalManager', action: 'approve' })).toMatchObject({ no });
    const { members } = await office.until(no, ({ members: all }) =>
      Object.values(all).every(({ told: words }) => words.answer !== undefined),
    );
    expect(Object.keys(members)).toHaveLength(MEMBERS);
    const runs = await office.histories(no);
    expect(runs.length).toBeGreaterThan(2);
    for (const { events } of runs) {
      const sent = (events ?? []).flatMap(
        ({ activityTaskScheduledEventAttributes: one }) =>
          one?.input?.payloads?.map(({ data }) => data?.length ?? 0) ?? [],
      );
      expect(sent.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(10 * MIB);
    }
  });
  expect(Math.max(...told.map(({ what }) => what))).toBeLessThan(MIB);
  // Short words go to many.
  expect(told[0]).toMatchObject({ members: 25 });
  expect(complaintsOfWorkers()).toEqual([]);
}, 180_000);
